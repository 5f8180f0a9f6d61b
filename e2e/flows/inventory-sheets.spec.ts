import { readFileSync } from "node:fs";
import { paths } from "@/lib/paths";
import { expectAccessible } from "../axe";
import { expect, test } from "../fixtures";
import { becomeAdmin, makeUpgrade, tinyPlaybook } from "../worlds";

test.use({ world: "empty" });

const key = "SHEETS";
const lea = { name: "Lea Lead", email: "lea@example.com", password: "kayak lamp orchid tunnel" };
const playbook = {
  ...tinyPlaybook(
    "sheets-only",
    { dev: { exit: { lead: 1 } }, prod: { exit: { lead: 1 } } },
    { "A-01": { part: "migrate" } },
  ),
  inventory: [
    {
      id: "part",
      title: "Parts",
      noun: "part",
      letters: "PA",
      description: "What of your own runs inside.",
      fields: [{ id: "size", label: "Size", kind: "number" }],
      verdicts: [{ value: "keep", label: "Keep", work: false }],
    },
  ],
};

test("a team brings its list in as a table, and takes it out as a workbook that changes nothing when it comes back", async ({
  page,
  firstAdminLink,
}) => {
  test.setTimeout(300_000);
  await becomeAdmin(page, firstAdminLink, lea);
  await makeUpgrade(page, key, playbook);

  await test.step("each row is shown with what it would do, refused ones with why, before anything is changed", async () => {
    await page.goto(paths.inventoryKind(key, "part"));
    await page.getByRole("link", { name: "Import" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Import parts" })).toBeVisible();
    const table = "Titel;Size;Urteil;Colour\nWheel;28;Keep;red\nDoor;big;;\n";
    await page
      .getByLabel(/Drop a CSV or XLSX file/)
      .setInputFiles({ name: "parts.csv", mimeType: "text/csv", buffer: Buffer.from(table) });
    await expect(page.getByText("Size: “big” is no number. Write it as 1234.5.")).toBeVisible();
    await expect(page.getByText("“Colour” is not imported.")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Import 1 row" }).click();
    await expect(page.getByRole("link", { name: "Wheel" })).toBeVisible();
    await expect(page.getByRole("link", { name: "Door" })).toHaveCount(0);
  });

  await test.step("the workbook it is exported as changes nothing", async () => {
    await page.getByRole("button", { name: "Export" }).click();
    const arriving = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: "Workbook (XLSX)" }).click();
    const workbook = readFileSync(await (await arriving).path());
    await page.getByRole("link", { name: "Import" }).click();
    await page
      .getByLabel(/Drop a CSV or XLSX file/)
      .setInputFiles({ name: "parts.xlsx", mimeType: "", buffer: workbook });
    await expect(page.getByText("Every part of the file is here already, just so.")).toBeVisible();
    await expect(page.getByText("sheet “Parts”")).toBeVisible();
  });
});
