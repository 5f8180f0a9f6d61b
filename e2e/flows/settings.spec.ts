import { paths } from "@/lib/paths";
import { everybodysPassword } from "@/scripts/testing/story";
import { expect, test } from "../fixtures";
import { type Account, openStep, signIn } from "../moves";

// Several screens, on a machine that may be busy.
test.describe.configure({ timeout: 180_000 });

const key = "PG-18";
const lee: Account = { name: "Lee Park", email: "lee.park@example.com", password: everybodysPassword };

test("an answer is changed later: what it adds is shown before it is applied", async ({ page }) => {
  await signIn(page, lee);
  await page.goto(paths.settings(key));
  const slots = page.getByRole("radiogroup", { name: /Do logical replication slots exist/ });
  const apply = page.getByRole("button", { name: "Apply to the plan" });
  await expect(apply).toHaveAttribute("aria-disabled", "true");
  await slots.getByRole("radio", { name: "Yes" }).check();
  const added = page
    .getByRole("listitem")
    .filter({ hasText: /N-06 Prepare logical slots for the upgrade in Dev\./ });
  await expect(added).toBeVisible();

  await page.getByRole("button", { name: "Discard" }).click();
  await expect(added).toBeHidden();
  await expect(slots.getByRole("radio", { name: "Yes" })).not.toBeChecked();

  await slots.getByRole("radio", { name: "Yes" }).check();
  await expect(added).toBeVisible();
  await apply.click();
  await expect(page.getByText("The plan follows the new answers")).toBeVisible();
  await expect(added).toBeHidden();
  const step = await openStep(page, key, "dev", "N-06", "Prepare logical slots for the upgrade");
  await expect(step.getByText("Here because")).toBeVisible();
});

test("a clone begins with the plan and without the work; archived it is read only, and comes back", async ({
  page,
}) => {
  await signIn(page, lee);
  await page.goto(paths.settings(key));
  await page.getByRole("button", { name: "Clone", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Key of the new upgrade").fill("PG-18B");
  await dialog.getByLabel("Title").fill("Billing database to PostgreSQL 18");
  await dialog.getByRole("button", { name: "Clone" }).click();
  await expect(
    page.getByRole("heading", { level: 1, name: /Billing database to PostgreSQL 18/ }),
  ).toBeVisible();
  const step = await openStep(page, "PG-18B", "dev", "P-04", "Record the cluster as it is");
  await expect(step.getByRole("button", { name: /^Start/ })).toBeVisible();

  await page.goto(paths.settings("PG-18B"));
  await page.getByRole("button", { name: "Archive", exact: true }).click();
  await dialog.getByLabel("Why it is over").fill("Only a rehearsal");
  await dialog.getByRole("button", { name: "Archive" }).click();
  const back = page.getByRole("button", { name: "Bring it back" });
  await expect(back).toBeVisible();
  await page.goto(paths.portfolio());
  await expect(page.getByRole("link", { name: "Orders database to PostgreSQL 18" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Billing database to PostgreSQL 18" })).toBeHidden();
  await page.getByRole("link", { name: "Archived" }).click();
  await expect(page.getByRole("link", { name: "Billing database to PostgreSQL 18" })).toBeVisible();

  await page.goto(paths.settings("PG-18B"));
  await back.click();
  await expect(page.getByRole("button", { name: "Archive", exact: true })).toBeVisible();
  await page.goto(paths.portfolio());
  await expect(page.getByRole("link", { name: "Billing database to PostgreSQL 18" })).toBeVisible();
});

test("somebody who is writing keeps their text when another person saves meanwhile", async ({
  page,
  browser,
  baseURL,
}) => {
  const omar = { name: "Omar Haddad", email: "omar.haddad@example.com", password: everybodysPassword };
  await signIn(page, omar);
  await page.goto(paths.settings("APIM-45"));
  await page.getByLabel("Support case").fill("CS0999999");
  const other = await (await browser.newContext({ ...(baseURL && { baseURL }) })).newPage();
  await signIn(other, omar);
  await other.goto(paths.settings("APIM-45"));
  await other.getByLabel("Support case").fill("CS0777777");
  await other.getByLabel("Title").fill("API platform to 4.5 at last");
  await other.getByRole("button", { name: "Save", exact: true }).click();
  await expect(other.getByText("Saved", { exact: true })).toBeVisible();

  const save = page.getByRole("button", { name: "Save", exact: true });
  await save.click();
  await expect(page.getByText("Somebody changed it meanwhile, so nothing was saved.")).toBeVisible();
  await expect(page.getByRole("list", { name: "What they changed" })).toContainText("CS0777777");
  await expect(page.getByLabel("Support case")).toHaveValue("CS0999999");
  await save.click();
  await expect(page.getByText("Saved", { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel("Support case")).toHaveValue("CS0999999");
  await expect(page.getByLabel("Title")).toHaveValue("API platform to 4.5 at last");
});
