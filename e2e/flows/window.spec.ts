import type { Page } from "@playwright/test";
import { paths } from "@/lib/paths";
import { expectAccessible } from "../axe";
import { expect, test } from "../fixtures";
import { signIn } from "../moves";
import { becomeAdmin, call, tinyPlaybook } from "../worlds";

test.use({ world: "empty" });

const lea = { name: "Lea Lead", email: "lea@example.com", password: "kayak lamp orchid tunnel" };
let known = false;
async function enter(page: Page, firstAdminLink: () => Promise<string>): Promise<void> {
  if (known) await signIn(page, lea);
  else {
    await becomeAdmin(page, firstAdminLink, lea);
    const yaml = JSON.stringify(tinyPlaybook("tiny", {}, { "A-01": { part: "migrate" } }));
    await call(page, "POST", "/playbooks", { fileName: "tiny.yaml", yaml });
  }
  known = true;
}

async function upgradeOf(page: Page, key: string): Promise<void> {
  await call(page, "POST", "/upgrades", {
    key,
    title: "A window for it",
    playbook: { slug: "tiny", version: "1.0.0" },
    from: "1.0.0",
    to: "2.0.0",
    homeZone: "Europe/Paris",
    environments: [
      { name: "Dev", kind: "dev" },
      { name: "Prod", kind: "prod" },
    ],
  });
}

/** Four weeks by the half hour, quiet on Sundays before six in UTC. */
function series(): string {
  const monday = Date.parse("2026-10-05T00:00:00Z");
  const rows = Array.from({ length: 28 * 48 }, (_, index) => {
    const at = new Date(monday + index * 1_800_000);
    return `${at.toISOString()},${at.getUTCDay() === 0 && at.getUTCHours() < 6 ? 3 : 400}`;
  });
  return ["time,requests", ...rows].join("\n");
}

test("A profile shows the quiet hours, one is booked, and a freeze in it has to be accepted with a reason", async ({
  page,
  firstAdminLink,
}) => {
  await enter(page, firstAdminLink);
  await upgradeOf(page, "WIN-1");
  await page.goto(paths.window("WIN-1"));
  await expect(page.getByText("The traffic of Prod is not known.")).toBeVisible();

  // What can't be read is told with its line, and nothing typed is lost.
  await page.getByRole("button", { name: "Upload a profile" }).click();
  const upload = page.getByRole("dialog", { name: "Traffic of Prod" });
  await upload.getByLabel("Or paste it").fill("time,requests\nyesterday,5");
  await upload.getByRole("button", { name: "Upload" }).click();
  await expect(upload.getByText("Line 2: “yesterday” is no time.")).toBeVisible();
  await expect(upload.getByLabel("Or paste it")).toHaveValue("time,requests\nyesterday,5");
  await upload.getByLabel("Or paste it").fill("");
  await upload
    .getByLabel(/^File/)
    .setInputFiles({ name: "gateway.csv", mimeType: "text/csv", buffer: Buffer.from(series()) });
  await upload.getByRole("button", { name: "Upload" }).click();
  await expect(page.getByTitle("Sun 03:00: 6 requests")).toBeVisible();
  await expect(page.getByTitle("Mon 03:00: 800 requests")).toBeVisible();

  const quiet = page.getByRole("list", { name: "Quiet windows, least traffic first" });
  const first = quiet.getByRole("listitem").first();
  await expect(first).toContainText(/^1Sun .* requests, .* of what/);
  await expectAccessible(page);

  // A freeze of sixty days leaves none of them.
  await page.getByRole("button", { name: "Add…" }).click();
  const freeze = page.getByRole("dialog", { name: "Add a freeze or holiday" });
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  await freeze.getByLabel(/^Name/).fill("Year end");
  await freeze.getByLabel(/^From/).fill(`${day(-1)}T00:00`);
  await freeze.getByLabel(/^To/).fill(`${day(90)}T00:00`);
  await freeze.getByLabel(/^Why/).fill("The books are closed");
  await freeze.getByRole("button", { name: "Add" }).click();
  await expect(page.getByRole("list", { name: "Freezes and holidays" })).toContainText("Year end");
  await expect(page.getByText(/possible starts, .* touch a freeze or holiday/)).toBeVisible();

  // Booked by hand all the same: refused first, then accepted with a reason.
  await page.getByRole("button", { name: "Book a time…" }).click();
  const book = page.getByRole("dialog", { name: "Book the window of Prod" });
  await book.getByLabel("Shared systems").fill("Load balancer Paris");
  await book.getByRole("button", { name: "Book" }).click();
  const accept = book.getByLabel(/^Accept: The freeze “Year end”/);
  await expect(accept).toBeVisible();
  await accept.check();
  await book.getByRole("button", { name: "Book" }).click();
  await expect(book.getByText("Say why these conflicts are acceptable.")).toBeVisible();
  await expect(accept).toBeChecked();
  await book.getByLabel("Why is that acceptable?").fill("Finance agreed on Monday");
  await book.getByRole("button", { name: "Book" }).click();
  const booked = page.getByRole("region", { name: "Window of Prod" });
  await expect(booked).toContainText("begins in");
  await expect(booked).toContainText("Finance agreed on Monday");
  await expect(booked).toContainText("Load balancer Paris");
  await expectAccessible(page);

  // It stands in history, and can be cancelled with a reason.
  await page.goto(paths.audit("WIN-1"));
  await expect(page.getByText(/booked the change window of Prod .*accepting 1 conflict/)).toBeVisible();
  await page.goto(paths.window("WIN-1"));
  await booked.getByRole("button", { name: "Cancel…" }).click();
  const cancel = page.getByRole("dialog", { name: "Cancel the window of Prod?" });
  await cancel.getByLabel(/^Why/).fill("The vendor is not ready");
  await cancel.getByRole("button", { name: "Cancel the window" }).click();
  await expect(booked).toContainText("None is booked.");
});

test("Hours of the crew keep windows out when asked, in the address of the page", async ({
  page,
  firstAdminLink,
}) => {
  await enter(page, firstAdminLink);
  await upgradeOf(page, "WIN-2");
  await call(page, "POST", "/upgrades/WIN-2/environments/prod/traffic-profile", { text: series() });
  await page.goto(paths.window("WIN-2"));
  await page.getByRole("button", { name: "Hours of Lea Lead" }).click();
  const hours = page.getByRole("dialog", { name: "When can Lea Lead work?" });
  for (const day of ["Monday", "Tuesday"]) await hours.getByLabel(day).check();
  await hours.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("list", { name: "Hours of the crew" })).toContainText("Mon, Tue 08:00–18:00");
  const quiet = page.getByRole("list", { name: "Quiet windows, least traffic first" });
  await expect(quiet.getByRole("listitem").first()).toContainText("Outside of the hours of Lea Lead");
  await page.getByLabel("Only when everybody of the crew can work").check();
  await page.getByRole("button", { name: "Find windows" }).click();
  await expect(page).toHaveURL(/hours=yes/);
  await expect(quiet.getByRole("listitem").first()).toContainText(/^1(Mon|Tue) .*everybody can work/);
});

test("A calendar address is shown once, read without signing in, and revoked", async ({
  page,
  firstAdminLink,
  playwright,
}) => {
  await enter(page, firstAdminLink);
  await upgradeOf(page, "WIN-3");
  const at = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  await call(page, "POST", "/upgrades/WIN-3/windows", { environment: "prod", from: at(9), to: at(9.25) });
  await page.goto(paths.profile());
  await page.getByRole("button", { name: "Make a calendar address" }).click();
  const dialog = page.getByRole("dialog", { name: "Your calendar address" });
  const address = await dialog.getByLabel("Calendar address").inputValue();
  await dialog.getByRole("button", { name: "Done" }).click();
  const program = await playwright.request.newContext();
  const calendar = await program.get(address);
  expect([calendar.status(), calendar.headers()["content-type"]]).toEqual([
    200,
    "text/calendar; charset=utf-8",
  ]);
  expect(await calendar.text()).toContain("SUMMARY:Change window: Prod of WIN-3\r\n");
  await page.reload();
  await expect(page.getByText(address)).toHaveCount(0);
  await page.getByRole("button", { name: "Revoke", exact: true }).click();
  await page
    .getByRole("dialog", { name: "Revoke your calendar address?" })
    .getByRole("button", { name: "Revoke" })
    .click();
  await expect(page.getByText("You have no calendar address.")).toBeVisible();
  expect((await program.get(address)).status()).toBe(404);
  await program.dispose();
});
