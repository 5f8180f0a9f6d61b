import type { Page } from "@playwright/test";
import { paths } from "@/lib/paths";
import { everybodysPassword } from "@/scripts/testing/story";
import { expect, test } from "../fixtures";
import { type Account, elsewhere, headline, openStep, signGate, signIn } from "../moves";

const key = "APIM-45";
const account = (name: string, email: string): Account => ({
  name,
  email: `${email}@example.com`,
  password: everybodysPassword,
});
const omar = account("Omar Haddad", "omar.haddad");
const ines = account("Ines Moreau", "ines.moreau");
const lee = account("Lee Park", "lee.park");
const priya = account("Priya Nair", "priya.nair");
const tomas = account("Tomás Silva", "tomas.silva");

/** What can't be used stays in sight, does nothing, and says why. */
async function refuses(button: ReturnType<Page["getByRole"]>, reason: string | RegExp) {
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await expect(button).toHaveAccessibleDescription(reason);
}

const errorLog = { environment: "pre-prod", code: "A-02", title: "Search the logs for errors" };

test("a viewer reads everything and changes nothing", async ({ page }) => {
  await signIn(page, tomas);
  const step = await openStep(page, key, errorLog.environment, errorLog.code, errorLog.title);
  const only = (does: string) => `Only leads and engineers can ${does}; you are here as viewer.`;
  await refuses(step.getByRole("button", { name: /^Start/ }), only("start steps"));
  await refuses(step.getByRole("button", { name: /^Block/ }), only("block steps"));
  await expect(step.getByText(only("add evidence"))).toBeVisible();
  await expect(
    step.getByText("Only leads, engineers and managers can comment; you are here as viewer."),
  ).toBeVisible();
  await page.goto(paths.gate(key, "pre-prod", "exit"));
  await refuses(
    page.getByRole("button", { name: "Sign…" }),
    /signed by leads and managers\. You are not one of them\./,
  );
  await refuses(
    page.getByRole("button", { name: /^Ask for a waiver/ }).first(),
    /Only leads, engineers and managers can ask for a waiver/,
  );
  await page.goto(paths.admin());
  await expect(page.getByText("Only admins can see everybody's account.")).toBeVisible();
});

test("an engineer works but neither signs for a manager nor changes what a gate needs", async ({ page }) => {
  await signIn(page, ines);
  await page.goto(paths.gate(key, "pre-prod", "entry"));
  await refuses(
    page.getByRole("button", { name: "Sign…" }),
    /signed by managers\. You are not one of them\./,
  );
  const step = await openStep(page, key, "pre-prod", "V-01", "Ask every node's health endpoints");
  await step.getByRole("button", { name: "Change V-01 itself" }).click();
  const edit = page.getByRole("menuitem", { name: "Edit the step" });
  await expect(edit).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByText("Only leads can edit steps; you are here as engineer.").first()).toBeAttached();
});

test("a manager decides but does no step", async ({ page }) => {
  await signIn(page, priya);
  const step = await openStep(page, key, errorLog.environment, errorLog.code, errorLog.title);
  await refuses(
    step.getByRole("button", { name: /^Start/ }),
    "Only leads and engineers can start steps; you are here as manager.",
  );
  await page.goto(paths.gate(key, "pre-prod", "exit"));
  await refuses(page.getByRole("button", { name: "Sign…" }), /Pre-prod exit is shut by \d+ blockers\./);
});

test("who is not in an upgrade is told that it isn't there", async ({ page }) => {
  await signIn(page, priya);
  for (const address of [paths.upgrade("PG-18"), paths.checklist("PG-18", "dev"), paths.audit("PG-18")]) {
    const response = await page.goto(address);
    expect(response?.status(), address).toBe(404);
    expect(await page.content()).not.toContain("Orders database");
  }
  expect((await page.request.get("/api/v1/upgrades/PG-18")).status()).toBe(404);
  await page.goto(paths.portfolio());
  await expect(page.getByText("API platform to 4.5")).toBeVisible();
  await expect(page.getByText("Orders database to PostgreSQL 18")).toHaveCount(0);
});

test("nobody who isn't signed in sees anything, and comes back to where they wanted to go", async ({
  page,
}) => {
  await page.goto(paths.gate(key, "pre-prod", "exit"));
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.getByLabel("E-mail").fill(priya.email);
  await page.getByLabel(/^Password/).fill(priya.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Pre-prod exit" })).toBeVisible();
});

test("who did the work does not sign it, whatever role they are given", async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, omar);
  await page.goto(paths.people(key));
  await page.getByRole("button", { name: `Actions for ${ines.name}` }).click();
  await page.getByRole("menuitem", { name: /roles/i }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Manager").check();
  await dialog.getByRole("button", { name: /Save|Change/ }).click();
  await expect(dialog).toBeHidden();
  const other = await elsewhere(browser, baseURL);
  await signIn(other, ines);
  await other.goto(paths.gate(key, "pre-prod", "entry"));
  await refuses(
    other.getByRole("button", { name: "Sign…" }),
    /You completed \d+ steps and recorded \d+ test executions here\. Whoever did the work does not sign it\./,
  );
  await expect(other.getByText(/Not Ines Moreau: completed \d+ steps/)).toBeVisible();
});

test("a wrong password signs nothing, the right one does", async ({ page }) => {
  await signIn(page, priya);
  await page.goto(paths.gate(key, "pre-prod", "entry"));
  await page.getByRole("button", { name: "Sign…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Your password").fill("not the password");
  const send = dialog.getByRole("button", { name: "Sign", exact: true });
  await expect(send).not.toHaveAttribute("aria-disabled", "true");
  await send.click();
  await expect(dialog.getByText("is not your password").first()).toBeVisible();
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(headline(page, "Ready to sign: waits for 1 manager.")).toBeVisible();
  await signGate(
    page,
    { key, environment: "pre-prod", gate: "entry" },
    priya,
    "The corrected counts are close enough.",
  );
  await expect(headline(page, "Open: signed by 1 person.")).toBeVisible();
});

test("two people write the same note: the second sees both texts and loses nothing", async ({
  page,
  browser,
  baseURL,
}) => {
  const other = await elsewhere(browser, baseURL);
  await signIn(page, ines);
  await signIn(other, lee);
  const title = "Close the pilot with its times";
  const first = await openStep(page, key, "pre-prod", "H-03", title);
  const second = await openStep(other, key, "pre-prod", "H-03", title);
  await second.getByLabel("Note", { exact: true }).fill("Written by Lee");
  await first.getByLabel("Note", { exact: true }).fill("Written by Ines");
  await first.getByRole("button", { name: "Save the note" }).click();
  await expect(first.getByRole("button", { name: "Save the note" })).toBeHidden();

  await second.getByRole("button", { name: "Save the note" }).click();
  await expect(second.getByText("Somebody wrote here meanwhile.")).toBeVisible();
  await expect(second.getByText("Written by Ines").first()).toBeVisible();
  await expect(second.getByLabel("Note", { exact: true })).toHaveValue("Written by Lee");
  await second.getByLabel("Note", { exact: true }).fill("Written by Ines\nWritten by Lee");
  await second.getByRole("button", { name: "Save the note" }).click();
  await expect(second.getByRole("button", { name: "Save the note" })).toBeHidden();
  await expect(first.getByLabel("Note", { exact: true })).toHaveValue("Written by Ines\nWritten by Lee");
});

test("an archived upgrade is read and no more", async ({ page }) => {
  await signIn(page, omar);
  const step = await openStep(page, "PG-17", "prod", "A-03", "Delete the old cluster");
  await refuses(
    step.getByRole("button", { name: /^Start/ }),
    "This upgrade is archived: a lead can bring it back in its settings.",
  );
});
