import { readFileSync } from "node:fs";
import { paths } from "@/lib/paths";
import { everybodysPassword } from "@/scripts/testing/story";
import { expect, test } from "../fixtures";
import { openLive, signIn } from "../moves";

const key = "APIM-45";
const omar = { name: "Omar Haddad", email: "omar.haddad@example.com", password: everybodysPassword };

test("somebody narrows the history, verifies its chain and takes it along", async ({ page }) => {
  await signIn(page, omar);
  await page.goto(paths.audit(key));
  await page.getByLabel("What").selectOption({ label: "Signatures" });
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page).toHaveURL(/group=signatures/);
  await expect(
    page
      .getByRole("listitem")
      .filter({ hasText: /signed|rejected/ })
      .first(),
  ).toBeVisible();

  await page.getByRole("button", { name: "Verify the chain" }).click();
  await expect(page.getByText("Chain verified at")).toBeVisible();

  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "JSON" }).click();
  const history: unknown = JSON.parse(readFileSync(await (await download).path(), "utf8"));
  expect(history).toMatchObject({ format: "liftlock-audit/1", head: { seq: expect.any(Number) } });

  await page.getByLabel("Text").fill("no such words");
  await page.getByRole("button", { name: "Filter" }).click();
  await expect(page.getByRole("heading", { name: "Nothing fits" })).toBeVisible();
  await page.getByRole("link", { name: "Show everything" }).click();
  await expect(page).toHaveURL(new RegExp(`${paths.audit(key)}$`));
});

test("a notification is counted, followed and read", async ({ page }) => {
  await signIn(page, omar);
  await page.goto(paths.portfolio());
  const bell = page.getByRole("button", { name: /^Notifications, \d+ unread$/ });
  await expect(bell).toBeVisible();
  const unread = Number(/\d+/.exec((await bell.getAttribute("aria-label")) ?? "")?.[0]);
  await bell.click();
  const told = page
    .getByRole("dialog", { name: /^Notifications/ })
    .getByRole("listitem")
    .filter({ hasText: "Unread" })
    .getByRole("link")
    .first();
  const leads = (await told.getAttribute("href")) ?? "";
  await told.click();
  await expect(page).toHaveURL((url) => url.pathname === leads.split(/[?#]/)[0]);
  await expect(
    page.getByRole("button", {
      name: unread === 1 ? "Notifications" : `Notifications, ${unread - 1} unread`,
      exact: true,
    }),
  ).toBeVisible();

  await page.goto(paths.notifications());
  await page.getByRole("button", { name: "Mark all read" }).click();
  await expect(page.getByRole("button", { name: "Notifications", exact: true })).toBeVisible();
});

test("the palette finds a step, and remembers where one was", async ({ page }) => {
  await signIn(page, omar);
  await openLive(page, paths.checklist(key, "dev"));
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Search or run a command" });
  await palette.getByRole("combobox").fill("P-09");
  await palette
    .getByRole("option", { name: /^P-09 / })
    .first()
    .click();
  await expect(page).toHaveURL(new RegExp(`${paths.plan(key)}\\?step=P-09`));
  await page.keyboard.press("Control+k");
  await expect(palette.getByText("Recent")).toBeVisible();
});
