import type { Page } from "@playwright/test";
import { paths } from "@/lib/paths";
import { expectAccessible } from "../axe";
import { expect, test } from "../fixtures";
import { becomeAdmin, call, makeUpgrade, tinyPlaybook } from "../worlds";

test.use({ world: "empty" });

const key = "HEALTH";
const lea = { name: "Lea Lead", email: "lea@example.com", password: "kayak lamp orchid tunnel" };
const slots = { dev: { exit: { lead: 1 } }, prod: { exit: { lead: 1 } } };

/** A whole minute, two hours ago: an hour of watching from there on is over. */
const start = Math.floor(Date.now() / 60_000) * 60_000 - 2 * 3_600_000;
const at = (minute: number) => new Date(start + minute * 60_000).toISOString();

const push = (page: Page, stack: "old" | "new", from: number, to: number, value: number) =>
  call(page, "POST", `/upgrades/${key}/environments/dev/health/samples`, {
    stack,
    series: [
      {
        metric: "cpu",
        label: "gw1",
        samples: Array.from({ length: to - from + 1 }, (_, index) => ({
          at: at(from + index),
          value: value + (index % 5),
        })),
      },
    ],
  });

const thresholds = (page: Page) => page.getByRole("table", { name: "Thresholds and what they were judged" });
const blockers = (page: Page) => page.getByRole("list", { name: "Blockers" });
/** Goes where a blocker is cleared. */
const open = (page: Page, blocker: string) =>
  blockers(page)
    .getByRole("listitem")
    .filter({ hasText: blocker })
    .getByRole("link", { name: "Open" })
    .click();

test("a gap is unknown and keeps the exit gate shut until its samples are pushed; counts that differ are decided", async ({
  page,
  firstAdminLink,
}) => {
  test.setTimeout(240_000);
  await becomeAdmin(page, firstAdminLink, lea);
  await makeUpgrade(page, key, tinyPlaybook("health-only", slots, { "A-01": { part: "migrate" } }));
  const health = paths.health(key, "dev");
  const exit = paths.gate(key, "dev", "exit");

  await test.step("an empty page says how samples get there", async () => {
    await page.goto(paths.checklist(key, "dev"));
    await page.getByRole("link", { name: "Health", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Dev: health" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Nothing was measured yet" })).toBeVisible();
    await expect(page.getByRole("figure", { name: "Call" })).toContainText("environments/dev/health/samples");
    await expectAccessible(page);
  });

  await test.step("the old stack's samples become the baseline, and a threshold is set on it", async () => {
    await push(page, "old", -120, -1, 40);
    await page.goto(health);
    await page.getByRole("button", { name: "Mark the baseline" }).click();
    await expect(page.getByText(/One band for all hours, from 120 samples/).first()).toBeVisible();
    await page.getByRole("button", { name: "Set a threshold…" }).click();
    const dialog = page.getByRole("dialog", { name: "Set a threshold" });
    await dialog
      .getByLabel("Limit from")
      .selectOption({ label: "The old stack's baseline, plus a tolerance" });
    await dialog.getByLabel("Percent beyond what was usual").fill("25");
    const hour = new Date(start - new Date(start).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
    await dialog.getByLabel("Watched from").fill(hour);
    await dialog.getByLabel("Hours").fill("1");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Set the threshold" }).click();
    await expect(dialog.getByText("a reason is needed").first()).toBeVisible();
    await dialog.getByLabel("Why").fill("Before the exit gate");
    await dialog.getByRole("button", { name: "Set the threshold" }).click();
    await expect(thresholds(page)).toContainText("Unknown");
  });

  await test.step("a gap is unknown, on the chart, in the table and at the gate", async () => {
    await push(page, "new", 0, 20, 44);
    await push(page, "new", 40, 60, 44);
    await expect(thresholds(page)).toContainText("for 20 min");
    await expect(page.getByRole("img", { name: /^CPU .*unknown in 1 gap/ })).toBeVisible();
    await expectAccessible(page, ["light", "dark"]);
    await page.goto(exit);
    await expect(blockers(page)).toContainText("CPU of gw1 is unknown");
    await open(page, "CPU of gw1 is unknown");
    await expect(page.getByRole("heading", { level: 1, name: "Dev: health" })).toBeVisible();
  });

  await test.step("the samples of the gap clear it", async () => {
    await push(page, "new", 21, 39, 44);
    await expect(thresholds(page)).toContainText("Kept");
    await page.goto(exit);
    await expect(blockers(page)).toContainText("A-01");
    await expect(blockers(page)).not.toContainText("CPU");
  });

  await test.step("a count that differs keeps the gate shut until it is accepted with a reason", async () => {
    await page.goto(health);
    const count = page.getByRole("form", { name: "Count" });
    await count.getByLabel("What").fill("APIs");
    await count.getByLabel("Before").fill("214");
    await count.getByLabel("After").fill("212");
    await count.getByRole("button", { name: "Write down" }).click();
    const counts = page.getByRole("table", { name: "Counts before and after" });
    await expect(counts).toContainText("Different");
    await page.goto(exit);
    await open(page, "APIs were 214, and are 212");
    await page.getByRole("button", { name: "Accept the difference of APIs" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Why it is right").fill("Two were retired before the migration");
    await dialog.getByRole("button", { name: "Accept the difference" }).click();
    await expect(counts).toContainText("Two were retired before the migration");
    await expectAccessible(page);
    await page.goto(exit);
    await expect(blockers(page)).not.toContainText("APIs");
  });
});
