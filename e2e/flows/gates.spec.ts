import type { Browser, Page } from "@playwright/test";
import { paths } from "@/lib/paths";
import { expectAccessible } from "../axe";
import { expect, test } from "../fixtures";
import { becomeAdmin, call, join, makeUpgrade, tinyPlaybook } from "../worlds";

test.use({ world: "empty" });

const key = "GATES";
const password = "kayak lamp orchid tunnel";
const people = {
  lea: { name: "Lea Lead", email: "lea@example.com", password },
  eli: { name: "Eli Engineer", email: "eli@example.com", password },
  mia: { name: "Mia Manager", email: "mia@example.com", password },
};
const playbook = tinyPlaybook(
  "gates-only",
  { dev: { exit: { lead: 1, manager: 1 } }, prod: { entry: { lead: 1, manager: 1 }, exit: { lead: 1 } } },
  { "A-01": { part: "migrate" }, "A-02": { part: "verify" } },
);

/** Does something to a step as the page's person, by REST: this journey is about gates. */
async function doStep(page: Page, code: string, verb: "finish" | "reopen") {
  type List = { steps: { id: string; code: string; version: number }[] };
  const { steps } = await call<List>(page, "GET", `/upgrades/${key}/steps?environment=dev`);
  const found = steps.find((one) => one.code === code);
  await call(page, "POST", `/upgrades/${key}/steps/${found?.id}/${verb}`, { version: found?.version });
}

/** The first admin leads the upgrade; an engineer and a manager come by their links, each in a browser of their own. */
async function arrive(
  lead: Page,
  browser: Browser,
  baseURL: string | undefined,
  firstAdminLink: () => Promise<string>,
) {
  await becomeAdmin(lead, firstAdminLink, people.lea);
  const engineer = await join(lead, browser, baseURL, people.eli);
  const manager = await join(lead, browser, baseURL, people.mia);
  await makeUpgrade(lead, key, playbook, [
    { userId: engineer.id, roles: ["engineer"] },
    { userId: manager.id, roles: ["manager"] },
  ]);
  return { lead, engineer: engineer.page, manager: manager.page };
}

/** The sentence of the screen, not its copies for paper and for tooltips. */
const says = (page: Page, text: string) => page.getByRole("paragraph").filter({ hasText: text }).first();

async function signHere(page: Page, statement: string) {
  await page.getByRole("button", { name: "Sign…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("SHA-256")).toBeVisible();
  await dialog.getByLabel("Statement").fill(statement);
  await dialog.getByLabel("Your password").fill(password);
  await dialog.getByRole("button", { name: "Sign", exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

test("a gate says why it is shut, is waived, signed by its slots, goes stale and is signed again up to the go/no-go", async ({
  page,
  browser,
  baseURL,
  firstAdminLink,
}) => {
  test.setTimeout(420_000);
  const { lead, engineer, manager } = await arrive(page, browser, baseURL, firstAdminLink);
  const exit = paths.gate(key, "dev", "exit");

  await test.step("the overview says where everything stands and leads to the gate", async () => {
    await lead.goto(paths.upgrade(key));
    await expect(lead.getByText("Dev can start").first()).toBeVisible();
    await expect(lead.getByRole("link", { name: /Prod go\/no-go: shut/ })).toBeVisible();
    await lead.getByRole("link", { name: "0 of 2 signed" }).first().click();
    await expect(lead.getByRole("heading", { level: 1, name: "Dev exit" })).toBeVisible();
  });

  await test.step("a shut gate names its reasons, and signing says why not yet", async () => {
    await expect(lead.getByRole("list", { name: "Blockers" }).getByRole("listitem")).toHaveCount(2);
    await expect(lead.getByRole("button", { name: "Sign…" })).toHaveAttribute("aria-disabled", "true");
    await expect(says(lead, "Dev exit is shut by 2 blockers. Clear them first")).toBeVisible();
  });

  await test.step("a blocker is cleared elsewhere and leaves the list by itself", async () => {
    await engineer.goto(exit);
    await doStep(engineer, "A-01", "finish");
    await expect(says(lead, "Shut by 1 blocker.")).toBeVisible();
  });

  await test.step("the engineer asks for a waiver, and only somebody else can approve it", async () => {
    await engineer.reload();
    await engineer.getByRole("button", { name: /^Ask for a waiver of: Step A-02/ }).click();
    await expectAccessible(engineer);
    await engineer
      .getByRole("dialog")
      .getByLabel("Why is it acceptable?")
      .fill("Verified by hand last night");
    await engineer.getByRole("dialog").getByRole("button", { name: "Ask" }).click();
    await expect(engineer.getByRole("button", { name: "Approve…" })).toHaveAttribute("aria-disabled", "true");
    await manager.goto(paths.inbox());
    await manager.getByRole("link", { name: "Decide" }).click();
    await manager.getByRole("button", { name: "Approve…" }).click();
    await manager.getByRole("dialog").getByRole("button", { name: "Approve waiver" }).click();
    await expect(says(lead, "Ready to sign: waits for 1 lead and 1 manager.")).toBeVisible();
  });

  await test.step("who did the work can't sign; a wrong password signs nothing; the slots fill one by one", async () => {
    await expect(
      says(engineer, "Dev exit is signed by leads and managers. You are not one of them."),
    ).toBeVisible();
    await lead.getByRole("button", { name: "Sign…" }).click();
    await expect(lead.getByRole("dialog").getByText("SHA-256")).toBeVisible();
    await expectAccessible(lead);
    await lead.getByLabel("Your password").fill("not my password");
    await lead.getByRole("dialog").getByRole("button", { name: "Sign", exact: true }).click();
    await expect(lead.getByText("That is not your password").first()).toBeVisible();
    await lead.getByRole("button", { name: "Cancel" }).click();
    await signHere(lead, "Checked");
    await expect(says(lead, "Ready to sign: waits for 1 manager.")).toBeVisible();
    await expect(lead.getByRole("button", { name: "Withdraw…" })).toBeEnabled();
    await manager.goto(paths.inbox());
    await manager.getByRole("link", { name: "Look and sign" }).first().click();
    await signHere(manager, "Agreed");
    await expect(says(manager, "Open: signed by 2 people.")).toBeVisible();
  });

  await test.step("a change makes both signatures stale and says what changed; both sign again", async () => {
    await doStep(engineer, "A-01", "reopen");
    await doStep(engineer, "A-01", "finish");
    await expect(lead.getByText("Stale since").first()).toBeVisible();
    await expect(lead.getByText("the end of A-01").first()).toBeVisible();
    await signHere(lead, "Looked again");
    await manager.goto(paths.inbox());
    await expect(manager.getByRole("heading", { name: "Your signatures that went stale" })).toBeVisible();
    await manager.getByRole("link", { name: "See what changed" }).click();
    await signHere(manager, "Still good");
    await expect(says(manager, "Open: signed by 2 people.")).toBeVisible();
  });

  await test.step("a rejection keeps the go/no-go shut until it is withdrawn", async () => {
    await manager.goto(paths.gate(key, "prod", "entry"));
    await expect(manager.getByRole("heading", { level: 1, name: "Prod go/no-go" })).toBeVisible();
    await manager.getByRole("button", { name: "Reject…" }).click();
    const dialog = manager.getByRole("dialog");
    await expect(dialog.getByText("SHA-256")).toBeVisible();
    await dialog.getByLabel("Reason").fill("Not this weekend");
    await dialog.getByLabel("Your password").fill(password);
    await dialog.getByRole("button", { name: "Reject", exact: true }).click();
    await lead.goto(paths.gate(key, "prod", "entry"));
    await expect(
      lead.getByRole("list", { name: "Blockers" }).getByText("Mia Manager rejected Prod entry"),
    ).toBeVisible();
    await manager.getByRole("button", { name: "Withdraw…" }).click();
    await manager.getByRole("dialog").getByLabel("Reason").fill("It is moved to Monday");
    await manager.getByRole("dialog").getByRole("button", { name: "Withdraw rejection" }).click();
    await expect(says(lead, "Ready to sign: waits for 1 lead and 1 manager.")).toBeVisible();
    await signHere(lead, "Go");
    await manager.reload();
    await signHere(manager, "Go");
    await lead.goto(paths.upgrade(key));
    await expect(lead.getByRole("link", { name: "Prod go/no-go: open" })).toBeVisible();
    await expect(lead.getByText("Prod can start").first()).toBeVisible();
  });
});
