import type { Browser, Page } from "@playwright/test";
import { paths } from "@/lib/paths";
import { expect, test } from "../fixtures";
import { finishStep, openStep, stepRow, stepState } from "../moves";
import { becomeAdmin, join, makeUpgrade, tinyPlaybook } from "../worlds";

test.use({ world: "empty" });
// One story in four parts, told to the same two people.
test.describe.configure({ mode: "serial", timeout: 180_000 });

const key = "BOTH";
const password = "kayak lamp orchid tunnel";
const lea = { name: "Lea Lead", email: "lea@example.com", password };
const eli = { name: "Eli Engineer", email: "eli@example.com", password };
const steps = { "A-01": { part: "migrate" }, "A-02": { part: "migrate" }, "A-03": { part: "migrate" } };

let first: Page;
let second: Page;

/** Both look at the same checklist, each in a browser of their own. */
async function arrive(browser: Browser, baseURL: string | undefined, link: () => Promise<string>) {
  first = await (await browser.newContext({ ...(baseURL && { baseURL }) })).newPage();
  await becomeAdmin(first, link, lea);
  const other = await join(first, browser, baseURL, eli);
  second = other.page;
  const slots = { dev: { exit: { lead: 1 } }, prod: { exit: { lead: 1 } } };
  await makeUpgrade(first, key, tinyPlaybook("both-only", slots, steps), [
    { userId: other.id, roles: ["lead", "engineer"] },
  ]);
}

test("what one person ticks another sees within moments", async ({ browser, baseURL, firstAdminLink }) => {
  await arrive(browser, baseURL, firstAdminLink);
  await first.goto(paths.checklist(key, "dev"));
  await expect(stepState(first, "A-01", "To do")).toBeVisible();
  const panel = await openStep(second, key, "dev", "A-01", "Do A-01");
  await panel.getByRole("button", { name: "Start" }).click();
  await expect(stepState(first, "A-01", "In progress")).toBeVisible({ timeout: 10_000 });
  await finishStep(panel);
  await expect(stepState(first, "A-01", "Done")).toBeVisible({ timeout: 10_000 });
});

test("what happened while a page was on its way is not missed", async () => {
  // The stream of changes opens only after the change: between the two the page has no other way to hear of it.
  let open = () => {};
  const changed = new Promise<void>((resolve) => {
    open = resolve;
  });
  await first.route("**/api/live?*", async (route) => {
    await changed;
    await route.continue();
  });
  await first.goto(paths.gate(key, "dev", "exit"));
  const blockers = first.getByRole("list", { name: "Blockers" }).getByRole("listitem");
  await expect(blockers).toHaveCount(2);
  await finishStep(await openStep(second, key, "dev", "A-02", "Do A-02"));
  await expect(blockers).toHaveCount(2);
  open();
  await expect(blockers).toHaveCount(1);
  await first.unroute("**/api/live?*");
});

test("a step says who else looks at it, until they leave", async () => {
  await first.goto(paths.checklist(key, "dev"));
  await openStep(second, key, "dev", "A-03", "Do A-03");
  await expect(stepRow(first, "A-03")).toContainText(`${eli.name} here`);
  const panel = await openStep(first, key, "dev", "A-03", "Do A-03");
  await expect(panel.getByText(`Here now: ${eli.name}`)).toBeVisible();
  await second.getByRole("link", { name: "Close" }).click();
  await expect(panel.getByText(`Here now: ${eli.name}`)).toBeHidden();
  await expect(stepRow(first, "A-03")).not.toContainText(`${eli.name} here`);
});

test("two people edit the same step: the second sees what the first changed and loses nothing typed", async () => {
  const edit = async (page: Page) => {
    const panel = await openStep(page, key, "dev", "A-03", "Do A-03");
    await panel.getByRole("button", { name: "Change A-03 itself" }).click();
    await page.getByRole("menuitem", { name: "Edit the step" }).click();
    return page.getByRole("dialog", { name: "Edit A-03" });
  };
  const leas = await edit(first);
  const elis = await edit(second);
  await leas.getByLabel("Why", { exact: true }).fill("Written by Lea");
  await elis.getByLabel("Why", { exact: true }).fill("Written by Eli");
  await elis.getByLabel("How to go back").fill("Only Eli wrote here");
  await elis.getByRole("button", { name: "Save" }).click();
  await expect(elis).toBeHidden();

  const theirs = leas.getByRole("list", { name: "What they changed" });
  await expect(theirs).toContainText("Written by Eli");
  await expect(leas.getByLabel("Why", { exact: true })).toHaveValue("Written by Lea");
  await leas.getByRole("button", { name: "Save" }).click();
  await expect(leas.getByText("Somebody changed it meanwhile, so nothing was saved.")).toBeVisible();
  await expect(leas.getByLabel("Why", { exact: true })).toHaveValue("Written by Lea");
  await leas.getByRole("button", { name: "Save" }).click();
  await expect(leas).toBeHidden();

  const panel = second.getByRole("region", { name: "Do A-03", exact: true });
  await expect(panel.getByText("Written by Lea").first()).toBeVisible();
  await expect(panel.getByText("Only Eli wrote here").first()).toBeVisible();
});
