import { paths } from "@/lib/paths";
import { everybodysPassword } from "@/scripts/testing/story";
import { expectAccessible } from "../axe";
import { expect, test } from "../fixtures";
import { type Account, sideways, signIn } from "../moves";
import { makeUpgrade, tinyPlaybook } from "../worlds";

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

const key = "APIM-45";
const omar: Account = {
  name: "Omar Haddad",
  email: "omar.haddad@example.com",
  password: everybodysPassword,
};

test("an engineer ticks a step from a phone", async ({ page }) => {
  await signIn(page, omar);
  const slots = { dev: { exit: { lead: 1 } }, prod: { exit: { lead: 1 } } };
  await makeUpgrade(page, "PHONE", tinyPlaybook("phone-only", slots, { "A-01": { part: "migrate" } }));
  await page.goto(paths.checklist("PHONE", "dev"));
  const row = page.getByRole("listitem").filter({ hasText: "A-01" });
  await expect(row.getByRole("img", { name: "To do" })).toBeVisible();
  await page.getByRole("link", { name: "Do A-01" }).tap();
  const panel = page.getByRole("region", { name: "Do A-01", exact: true });
  expect(await sideways(page)).toBe(0);
  const start = panel.getByRole("button", { name: /^Start/ });
  expect((await start.boundingBox())?.height, "a thumb hits it").toBeGreaterThanOrEqual(24);
  await start.tap();
  await panel.getByRole("button", { name: /^Finish/ }).tap();
  await expect(panel.getByRole("button", { name: /^Reopen/ })).toBeVisible();
  await expectAccessible(page);
  await panel.getByRole("link", { name: "Close" }).tap();
  await expect(row.getByRole("img", { name: "Done" })).toBeVisible();
});

test("a line of an inventory says on a phone how grave its item is, in a word too", async ({ page }) => {
  await signIn(page, omar);
  for (const [kind, code, level] of [
    ["customization", "CU-1", "must act"],
    ["application", "AP-1", "attention"],
    ["node", "NO-1", "info"],
  ] as const) {
    await page.goto(paths.inventoryKind(key, kind));
    const line = page.getByRole("listitem").filter({ hasText: code });
    await expect(line.getByRole("img", { name: level, exact: true })).toBeVisible();
    await expectAccessible(page, ["light", "dark"]);
  }
});

test("no screen scrolls sideways for somebody whom nothing waits for", async ({ page }) => {
  await signIn(page, { name: "Tomás Silva", email: "tomas.silva@example.com", password: everybodysPassword });
  await page.goto(paths.portfolio());
  await expect(page.getByRole("link", { name: "Nothing waits for you" })).toBeVisible();
  expect(await sideways(page)).toBe(0);
  await page.goto(paths.upgrade(key));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(await sideways(page)).toBe(0);
});
