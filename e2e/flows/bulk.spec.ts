import { paths } from "@/lib/paths";
import { expect, test } from "../fixtures";
import { openLive, stepRow, stepState } from "../moves";
import { becomeAdmin, makeUpgrade, tinyPlaybook } from "../worlds";

test.use({ world: "empty" });
// Several screens, on a machine that may be busy.
test.describe.configure({ timeout: 180_000 });

const key = "BULK";
const lea = { name: "Lea Lead", email: "lea@example.com", password: "kayak lamp orchid tunnel" };
const step = { part: "migrate" };
const playbook = tinyPlaybook(
  "bulk-only",
  { dev: { exit: { lead: 1 } }, prod: { exit: { lead: 1 } } },
  { "A-01": step, "A-02": { ...step, after: ["do.a-01"] }, "A-03": step },
);

test("several selected steps are done at once, and those that can't be say why", async ({
  page,
  firstAdminLink,
}) => {
  await becomeAdmin(page, firstAdminLink, lea);
  await makeUpgrade(page, key, playbook);
  await openLive(page, paths.checklist(key, "dev"));
  await expect(stepRow(page, "A-01")).toBeVisible();
  for (let n = 1; n <= 3; n += 1) {
    await page.keyboard.press("j");
    await page.keyboard.press("x");
  }
  const selected = page.getByRole("region", { name: "Selected steps" });
  await expect(selected).toContainText("3 steps selected");

  await selected.getByRole("button", { name: "Start" }).click();
  await expect(stepState(page, "A-01", "In progress")).toBeVisible();
  await expect(stepState(page, "A-03", "In progress")).toBeVisible();
  await expect(selected.getByRole("listitem")).toHaveText(/^A-02: .*A-01/);

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(stepState(page, "A-01", "To do")).toBeVisible();
  await expect(stepState(page, "A-03", "To do")).toBeVisible();

  await selected.getByRole("button", { name: "Assign" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Who does them").fill("Lea");
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Assign" }).click();
  await expect(dialog).toBeHidden();
  for (const code of ["A-01", "A-02", "A-03"]) await expect(stepRow(page, code)).toContainText(lea.name);
  await expect(selected).toBeHidden();
});
