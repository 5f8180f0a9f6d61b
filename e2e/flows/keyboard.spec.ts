import { paths } from "@/lib/paths";
import { expect, test } from "../fixtures";
import { openLive, stepRow, stepState } from "../moves";
import { becomeAdmin, makeUpgrade, tinyPlaybook } from "../worlds";

test.use({ world: "empty" });
// Several screens, on a machine that may be busy.
test.describe.configure({ timeout: 180_000 });

const key = "KEYS";
const lea = { name: "Lea Lead", email: "lea@example.com", password: "kayak lamp orchid tunnel" };
const step = { part: "migrate" };
const playbook = tinyPlaybook(
  "keys-only",
  { dev: { exit: { lead: 1 } }, prod: { exit: { lead: 1 } } },
  { "A-01": step, "A-02": step, "A-03": step, "A-04": step, "A-05": step },
);

test("a whole checklist is worked without a mouse", async ({ page, firstAdminLink }) => {
  await becomeAdmin(page, firstAdminLink, lea);
  await makeUpgrade(page, key, playbook);
  await openLive(page, paths.checklist(key, "dev"));
  const press = (keys: string) => page.keyboard.press(keys);

  await test.step("j and k move; space starts and finishes, and the next step comes up", async () => {
    await expect(stepRow(page, "A-01")).toBeVisible();
    await press("j");
    await press("j");
    await press("k");
    await press("Space");
    await expect(stepState(page, "A-01", "In progress")).toBeVisible();
    await expect(page.getByText("Started A-01")).toBeVisible();
    await press("Space");
    await expect(stepState(page, "A-01", "Done")).toBeVisible();
    await expect(page.getByText("Finished A-01")).toBeVisible();
  });

  await test.step("what was done is taken back within ten seconds", async () => {
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(stepState(page, "A-01", "In progress")).toBeVisible();
    await expect(stepState(page, "A-02", "To do")).toBeVisible();
  });

  await test.step("space twice at once shows the end, never the way there again", async () => {
    await openLive(page, paths.checklist(key, "dev"));
    await expect(stepRow(page, "A-05")).toBeVisible();
    for (let n = 0; n < 5; n += 1) await press("j");
    const seen = await stepRow(page, "A-05").evaluateHandle((row) => {
      const states: (string | null | undefined)[] = [];
      const look = () => {
        const state = row.querySelector('[role="img"]')?.getAttribute("aria-label");
        if (state !== states.at(-1)) states.push(state);
      };
      look();
      new MutationObserver(look).observe(row, { subtree: true, childList: true, attributes: true });
      return states;
    });
    await press("Space");
    await press("Space");
    await expect(page.getByText("Finished A-05")).toBeVisible();
    expect(await seen.jsonValue()).toEqual(["To do", "In progress", "Done"]);
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(stepState(page, "A-05", "In progress")).toBeVisible();
  });

  await test.step("b blocks and n sets aside, each with a reason", async () => {
    await press("b");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("What stands in the way").fill("The disk is full");
    await dialog.getByRole("button", { name: "Block" }).click();
    await expect(stepState(page, "A-02", "Blocked")).toBeVisible();
    await expect(stepRow(page, "A-02")).toContainText("The disk is full");
    await expect(dialog).toBeHidden();
    await press("j");
    await press("n");
    await dialog.getByLabel("Why it does not apply here").fill("There is no cache");
    await dialog.getByRole("button", { name: "Not applicable" }).click();
    await expect(stepState(page, "A-03", "Not applicable")).toBeVisible();
    await expect(dialog).toBeHidden();
  });

  await test.step("e, a and c open the step where evidence, a person and a comment go", async () => {
    await press("j");
    await press("e");
    const panel = page.getByRole("region", { name: "Do A-04", exact: true });
    await expect(panel.getByLabel(/Drop evidence here/)).toBeFocused();
    expect(await page.evaluate(() => scrollY), "the list keeps its place").toBe(0);
    await panel.getByRole("link", { name: "Close" }).click();
    await expect(panel).toBeHidden();
    await press("a");
    await expect(panel.getByLabel("Assigned to")).toBeFocused();
    await page.keyboard.type("Lea");
    await press("Enter");
    await expect(stepRow(page, "A-04")).toContainText(lea.name);
    await panel.getByRole("link", { name: "Close" }).click();
    await press("c");
    await expect(panel.getByLabel("Write a comment")).toBeFocused();
    await page.keyboard.type("Nearly there");
    await press("Control+Enter");
    const comments = panel.getByRole("region", { name: "Comments" });
    await expect(comments.getByRole("listitem")).toContainText("Nearly there");
    await expect(panel.getByLabel("Write a comment")).toHaveValue("");
    await panel.getByRole("link", { name: "Close" }).click();
  });

  await test.step("a link to a step that is not here says so, and where it is", async () => {
    await page.goto(paths.checklist(key, "dev", { step: "ZZ-1" }));
    await expect(page.getByRole("region", { name: "There is no step ZZ-1 in Dev" })).toBeVisible();
    await openLive(page, paths.plan(key, { step: "A-05" }));
    const elsewhere = page.getByRole("region", { name: "There is no step A-05 in the plan" });
    await expect(elsewhere.getByRole("list", { name: "Where A-05 is" }).getByRole("link")).toHaveCount(2);
    await elsewhere.getByRole("listitem").filter({ hasText: "Dev" }).getByRole("link").click();
    await page.getByRole("region", { name: "Do A-05" }).getByRole("link", { name: "Close" }).click();
    await press("j");
  });

  await test.step("x selects, Escape lets go, / searches and ? tells all of it", async () => {
    await press("x");
    const selected = page.getByRole("region", { name: "Selected steps" });
    await expect(selected).toContainText("1 step selected");
    await press("Escape");
    await expect(selected).toBeHidden();
    await press("/");
    await expect(page.getByRole("searchbox", { name: "Search steps" })).toBeFocused();
    await page.keyboard.type("A-05");
    await expect(stepRow(page, "A-01")).toBeHidden();
    await expect(stepRow(page, "A-05")).toBeVisible();
    await stepRow(page, "A-05").focus();
    await press("?");
    const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
    for (const does of ["Next step", "Start, then finish the step", "Block the step", "Not applicable"])
      await expect(help.getByText(does, { exact: true })).toBeVisible();
  });
});
