import { paths } from "@/lib/paths";
import { expectAccessible } from "../axe";
import { expect, test } from "../fixtures";
import { sideways } from "../moves";
import { becomeAdmin, makeUpgrade, tinyPlaybook } from "../worlds";

test.use({ world: "empty" });

const key = "CARE";
const lea = { name: "Lea Lead", email: "lea@example.com", password: "kayak lamp orchid tunnel" };
const playbook = {
  ...tinyPlaybook("care-only", { dev: { exit: { lead: 1 } } }, { "A-01": { part: "migrate" } }),
  verification: {
    hypercare: {
      in: ["dev"],
      days: 3,
      checks: [
        {
          id: "cpu",
          title: "CPU and memory",
          text: "Well: **below 80 %**.",
          sources: ["practice"],
          page: "health",
        },
        { id: "errors", title: "Errors in the logs", text: "Well: none is new.", sources: ["practice"] },
      ],
    },
  },
};

test("a finding and a missed day keep the exit shut until they are closed and answered late", async ({
  page,
  firstAdminLink,
}) => {
  test.setTimeout(180_000);
  await becomeAdmin(page, firstAdminLink, lea);
  await makeUpgrade(page, key, playbook);
  const exit = paths.gate(key, "dev", "exit");
  const blockers = page.getByRole("list", { name: "Blockers" });
  const follow = (blocker: string, words: string) =>
    blockers.getByRole("listitem").filter({ hasText: blocker }).getByRole("link", { name: words }).click();
  const check = (title: string) => page.locator("[data-row]").filter({ hasText: title });
  const grid = page.getByRole("table", { name: "What was seen on each day of hypercare" });

  await test.step("the exit asks for it; an empty page says what it is and starts it, as of two days ago", async () => {
    await page.goto(exit);
    await follow("Hypercare of Dev was not started", "Start hypercare");
    await expect(page.getByRole("heading", { name: "Hypercare has not started" })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Start hypercare…" }).click();
    const dialog = page.getByRole("dialog", { name: "Start hypercare of Dev" });
    const begin = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 16);
    await dialog.getByLabel("Began").fill(begin);
    await dialog.getByRole("button", { name: "Start hypercare" }).click();
    await expect(page.getByRole("heading", { name: "Today: day 3 of 3" })).toBeVisible();
  });

  await test.step("one press answers a check; what the other finds shuts the exit, with its reason", async () => {
    await page.getByRole("button", { name: "Clean: CPU and memory" }).click();
    await expect(check("CPU and memory")).toContainText("Lea Lead");
    await page.getByRole("button", { name: "Finding: Errors in the logs" }).click();
    const dialog = page.getByRole("dialog", { name: "Errors in the logs" });
    await dialog.getByRole("button", { name: "Answer" }).click();
    await expect(dialog.getByText("Say what was found").first()).toBeVisible();
    await dialog.getByLabel("What was found").fill("JMS messages stop at night");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Answer" }).click();
    await expect(page.getByRole("list", { name: "Findings, open ones first" })).toContainText("JMS messages");
    await page.goto(exit);
    await expect(blockers).toContainText("Finding 1 of hypercare is open: “JMS messages stop at night”");
    await follow("Finding 1 of hypercare", "See the finding");
    await page.getByRole("button", { name: "Close finding 1" }).click();
    await page.getByRole("dialog").getByLabel("What was done").fill("Broker address corrected");
    await page.getByRole("button", { name: "Close the finding" }).click();
    await expect(page.getByRole("list", { name: "Findings, open ones first" })).toContainText(
      "Broker address",
    );
  });

  await test.step("days that passed are missed; one is answered late by hand, one by keyboard", async () => {
    await page.goto(exit);
    await expect(blockers).not.toContainText("Finding 1");
    await expect(blockers).toContainText("Day 2 of hypercare in Dev was missed");
    await follow("Day 1 of hypercare in Dev was missed", "Answer late");
    await expect(page.getByRole("heading", { name: /: day 1 of 3$/ })).toBeVisible();
    await expectAccessible(page, ["light", "dark"]);
    for (const title of ["CPU and memory", "Errors in the logs"]) {
      await page.getByRole("button", { name: `Clean: ${title}` }).click();
      await expect(check(title)).toContainText("Clean, late");
    }
    await grid.getByRole("link", { name: /^2 / }).click();
    await expect(page.getByRole("heading", { name: /: day 2 of 3$/ })).toBeVisible();
    await page.keyboard.press("j");
    await page.keyboard.press("Space");
    await expect(check("Errors in the logs")).toContainText("Clean, late");
    await page.keyboard.press("k");
    await page.keyboard.press("Space");
    await expect(check("CPU and memory")).toContainText("Clean, late");
    await expect(grid.getByRole("row")).toHaveCount(4);
    await expect(grid).not.toContainText("Missed");
  });

  await test.step("ended early with a reason it is clean, and the exit asks no more", async () => {
    await page.getByRole("button", { name: "End early…" }).click();
    await page.getByRole("dialog").getByLabel("Why").fill("Dev is done");
    await page.getByRole("button", { name: "End hypercare" }).click();
    await expect(page.getByText("Every day was answered and every finding closed")).toBeVisible();
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await sideways(page)).toBe(0);
    await page.goto(exit);
    await expect(blockers).toContainText("A-01");
    await expect(blockers).not.toContainText("ypercare");
  });
});
