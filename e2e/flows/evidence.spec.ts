import { readFileSync } from "node:fs";
import { paths } from "@/lib/paths";
import { expect, test } from "../fixtures";
import { finishStep, openStep } from "../moves";
import { becomeAdmin, makeUpgrade, tinyPlaybook } from "../worlds";

test.use({ world: "empty" });
// Several screens, on a machine that may be busy.
test.describe.configure({ timeout: 180_000 });

const key = "PROOF";
const lea = { name: "Lea Lead", email: "lea@example.com", password: "kayak lamp orchid tunnel" };
const playbook = tinyPlaybook(
  "proof-only",
  { dev: { exit: { lead: 1 } }, prod: { exit: { lead: 1 } } },
  { "A-01": { part: "migrate", evidence: { kind: "file", what: "Log of the dump" } } },
);
const log = "dump began\n214 tables\ndump ended\n";
/** One green pixel. */
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

test("a file proves a step: it is looked at where it stands, taken along unchanged, and withdrawn with a reason", async ({
  page,
  firstAdminLink,
}) => {
  await becomeAdmin(page, firstAdminLink, lea);
  await makeUpgrade(page, key, playbook);
  const panel = await openStep(page, key, "dev", "A-01", "Do A-01");
  await expect(panel.getByText("A file is required: Log of the dump; none yet")).toBeVisible();
  await expect(panel.getByRole("button", { name: /^Finish/ })).toHaveAttribute("aria-disabled", "true");

  await panel.getByLabel(/Drop evidence here/).setInputFiles([
    { name: "dump.log", mimeType: "text/plain", buffer: Buffer.from(log) },
    { name: "console.png", mimeType: "image/png", buffer: picture },
  ]);
  const evidence = panel.getByRole("region", { name: "Evidence" });
  const item = (name: string) =>
    evidence.getByRole("listitem").filter({ has: page.getByRole("link", { name, exact: true }) });
  await expect(item("dump.log")).toContainText("SHA-256");
  await expect(item("console.png")).toContainText("SHA-256");

  await panel
    .getByLabel(/Drop evidence here/)
    .setInputFiles({ name: "again.log", mimeType: "text/plain", buffer: Buffer.from(log) });
  const refused = panel
    .getByRole("list", { name: "Uploads" })
    .getByRole("listitem")
    .filter({ hasText: "again.log" });
  await expect(refused).toContainText("This file is here already (same content): “dump.log”, by Lea Lead");
  await refused.getByRole("button", { name: "Dismiss again.log" }).click();

  await item("dump.log").getByText("Preview").click();
  await expect(item("dump.log").getByText("214 tables")).toBeVisible();
  await item("console.png").getByText("Preview").click();
  const shown = item("console.png").getByRole("img", { name: "console.png" });
  await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "dump.log" }).click();
  expect((await download).suggestedFilename()).toBe("dump.log");
  expect(readFileSync(await (await download).path(), "utf8")).toBe(log);

  // Whatever it holds, opened by itself it could do nothing.
  const address = (await page.getByRole("link", { name: "dump.log" }).getAttribute("href")) ?? "";
  const { "content-security-policy": policy, ...headers } = (await page.request.get(address)).headers();
  expect(policy).toBe("default-src 'none'; style-src 'unsafe-inline'; sandbox");
  expect(headers).toMatchObject({ "x-content-type-options": "nosniff", "x-frame-options": "DENY" });

  await finishStep(panel);
  await item("console.png").getByRole("button", { name: "Withdraw" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Why it proves nothing").fill("It shows another console");
  await dialog.getByRole("button", { name: "Withdraw" }).click();
  await expect(item("console.png")).toBeHidden();
  await evidence.getByText("1 superseded or withdrawn").click();
  await expect(evidence.getByText("withdrawn: It shows another console")).toBeVisible();
  expect(page.url()).toContain(paths.step(key, "dev", "A-01"));
});
