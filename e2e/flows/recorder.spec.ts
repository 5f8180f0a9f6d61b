import { paths } from "@/lib/paths";
import { expect, test } from "../fixtures";
import { becomeAdmin, call, makeUpgrade, tinyPlaybook } from "../worlds";

test.use({ world: "empty" });
// Several screens, on a machine that may be busy.
test.describe.configure({ timeout: 180_000 });

const key = "RUN";
const lea = { name: "Lea Lead", email: "lea@example.com", password: "kayak lamp orchid tunnel" };
const playbook = tinyPlaybook(
  "run-only",
  { dev: { exit: { lead: 1 } }, prod: { exit: { lead: 1 } } },
  { "A-01": { part: "migrate" } },
);

test("a page with a result that is not saved yet asks before it is left, and loses nothing", async ({
  page,
  firstAdminLink,
}) => {
  await becomeAdmin(page, firstAdminLink, lea);
  await makeUpgrade(page, key, playbook);
  const useCase = await call<{ code: string }>(page, "POST", `/upgrades/${key}/use-cases`, {
    title: "Stay fast",
    kind: "non_functional",
    priority: "must",
  });
  await call(page, "POST", `/upgrades/${key}/test-cases`, {
    useCase: useCase.code,
    title: "Throughput",
    threshold: { value: 800, unit: "requests/s", direction: "at_least" },
  });
  const run = { environment: "dev", title: "Load" };
  const { id } = await call<{ id: string }>(page, "POST", `/upgrades/${key}/test-runs`, run);
  await page.goto(paths.run(key, id));

  // The server takes its time over the result until this is called.
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route(`**${paths.run(key, id)}*`, async (route) => {
    if (route.request().method() === "POST") await held;
    await route.continue();
  });

  const asked: string[] = [];
  page.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await dialog.dismiss();
  });
  await page.getByRole("button", { name: "Throughput" }).click();
  await page.getByLabel(/Measured/).fill("912");
  await page.getByRole("button", { name: "Passed" }).click();
  const row = page.locator('[data-row="TC-1"]');
  await expect(row).toContainText("912 requests/s");
  await expect(page.getByText("saving 1…")).toBeVisible();

  await page.evaluate(() => location.reload());
  await expect.poll(() => asked).toEqual(["beforeunload"]);

  letThrough();
  await expect(page.getByText("all saved")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(row).toContainText("not run");
  await page.getByLabel(/Measured/).fill("912");
  await page.getByRole("button", { name: "Passed" }).click();
  await expect(row).toContainText("912 requests/s");
  await expect(page.getByText("all saved")).toBeVisible();
  await page.reload();
  await expect(row).toContainText("912 requests/s");
  expect(asked).toEqual(["beforeunload"]);

  // Other people's results come in while one moves from case to case: the page goes on, and is never loaded anew.
  const other = await call<{ id: string }>(page, "POST", `/upgrades/${key}/test-cases`, {
    useCase: useCase.code,
    title: "Latency",
  });
  await expect(page.locator('[data-row="TC-2"]')).toContainText("not run");
  await page.evaluate(() => document.body.setAttribute("data-kept", "yes"));
  for (const result of ["failed", "passed", "blocked", "failed", "passed"]) {
    await call(page, "POST", `/upgrades/${key}/test-executions`, {
      run: id,
      executions: [{ testCase: other.id, revision: 1, result }],
    });
    await page.keyboard.press(result === "passed" ? "j" : "k");
  }
  await expect(page.locator('[data-row="TC-2"]')).toContainText("passed");
  await expect(page.locator("body[data-kept]")).toBeVisible();
});
