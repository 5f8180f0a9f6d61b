import { paths } from "@/lib/paths";
import { everybodysPassword } from "@/scripts/testing/story";
import { expectAccessible } from "../axe";
import { expect, test } from "../fixtures";
import { signIn } from "../moves";

const key = "APIM-45";
const omar = { name: "Omar Haddad", email: "omar.haddad@example.com", password: everybodysPassword };

test("a pilot is begun, interrupted, backed out of and ended with its lessons", async ({ page }) => {
  test.setTimeout(180_000);
  await signIn(page, omar);
  await page.goto(paths.rehearsal(key));
  await expect(page.getByRole("heading", { name: "Pilots" })).toBeVisible();

  // What is missing is said where it is typed, and nothing is lost.
  await page.getByRole("button", { name: "Begin a run" }).click();
  const dialog = page.getByRole("dialog", { name: "Begin a pilot" });
  await dialog.getByRole("radio", { name: /Generated data/ }).check();
  await dialog.getByLabel("Tables that matter").fill("AM_API 40");
  await dialog.getByRole("button", { name: "Begin", exact: true }).click();
  await expect(dialog).toContainText("Name at least one table with its rows here and in production");
  await expectAccessible(page, ["light", "dark"]);
  await dialog.getByLabel("Tables that matter").fill("AM_API 40 100\nAM_SUBSCRIPTION 9000 10000");
  await dialog.getByRole("button", { name: "Begin", exact: true }).click();

  await expect(page.getByRole("heading", { name: /Pilot \d of Pre-prod/ })).toBeVisible();
  await expect(page.getByText("AM_API 40 of 100 (40 %)")).toBeVisible();
  await page.getByRole("button", { name: "Interrupt" }).click();
  await page.getByRole("dialog").getByLabel("Why").fill("The network is down");
  await page.getByRole("dialog").getByRole("button", { name: "Interrupt" }).click();
  await expect(page.getByText("The run is interrupted.")).toBeVisible();
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByText("The run is interrupted.")).toBeHidden();

  await page.getByLabel("What happened").fill("The dump took twice as long");
  await page.getByRole("button", { name: "Write it down" }).click();
  await expect(page.getByRole("list", { name: /Log of the run/ })).toContainText(
    "The dump took twice as long",
  );
  await expectAccessible(page, ["light", "dark"]);

  await page.getByRole("button", { name: "Back out" }).click();
  await page.getByRole("dialog").getByLabel("Why").fill("To rehearse it");
  await page.getByRole("dialog").getByRole("button", { name: "Back out" }).click();
  const first = page.getByRole("list", { name: "Steps to undo, in order" }).getByRole("listitem").first();
  await first.getByRole("button", { name: /Begin/ }).click();
  await first.getByRole("button", { name: /Undone/ }).click();
  await expect(first).toContainText("Omar Haddad");
  await expect(page.getByRole("button", { name: "Everything is undone" })).toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await page.getByRole("button", { name: "End the run" }).click();
  await page.getByRole("dialog").getByRole("radio", { name: "Failed" }).check();
  await page.getByRole("dialog").getByLabel("Lessons").fill("Order the disks earlier");
  await page.getByRole("dialog").getByRole("button", { name: "End it" }).click();
  await expect(page.getByRole("dialog")).toContainText("The back-out is not finished");
});

test("parity is written down for both, and a difference accepted for its values", async ({ page }) => {
  await signIn(page, omar);
  await page.goto(paths.parity(key));
  await page.getByLabel("Nodes, Pre-prod").fill("2");
  await page.getByLabel("Nodes, Prod").fill("4");
  await page.getByRole("button", { name: "Save" }).click();
  const nodes = page.getByRole("listitem").filter({ hasText: "Each node is stopped" });
  await expect(nodes).toContainText("Different");
  await nodes.getByRole("button", { name: /Accept/ }).click();
  await page.getByRole("dialog").getByLabel("Why").fill("The work per node is the same");
  await page.getByRole("dialog").getByRole("button", { name: "Accept" }).click();
  await expect(nodes).toContainText("Accepted");
  await expect(nodes).toContainText("The work per node is the same");
});
