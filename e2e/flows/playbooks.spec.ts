import { stringify } from "yaml";
import { paths } from "@/lib/paths";
import { expect, test } from "../fixtures";
import { becomeAdmin, tinyPlaybook } from "../worlds";

test.use({ world: "empty" });
// Several screens, on a machine that may be busy.
test.describe.configure({ timeout: 180_000 });

const lea = { name: "Lea Lead", email: "lea@example.com", password: "kayak lamp orchid tunnel" };
const good = stringify(
  tinyPlaybook(
    "own-product",
    { dev: { exit: { lead: 1 } }, prod: { exit: { lead: 1 } } },
    { "A-01": { part: "migrate" }, "A-02": { part: "verify" } },
  ),
);
const file = (text: string) => ({ name: "own.yaml", mimeType: "text/yaml", buffer: Buffer.from(text) });

test("a playbook that does not fit is refused with file, line and key, and taken once it is mended", async ({
  page,
  firstAdminLink,
}) => {
  await becomeAdmin(page, firstAdminLink, lea);
  await page.goto(paths.playbooks());
  const choose = page.getByLabel("A playbook in one YAML file");

  await test.step("a wrong value is named where it stands", async () => {
    const wrong = good.replace("minutes: 5", "minutes: soon");
    const line = wrong.split("\n").findIndex((text) => text.includes("minutes: soon")) + 1;
    await choose.setInputFiles(file(wrong));
    await expect(page.getByRole("alert").filter({ hasText: "It was not taken." })).toContainText(
      `own.yaml, line ${line}, phases[0].steps[0].minutes`,
    );
    await expect(page.getByRole("listitem").filter({ hasText: `own.yaml:${line}:` })).toContainText(
      "phases[0].steps[0].minutes: ",
    );
  });

  await test.step("a text that is no YAML is named, too", async () => {
    await choose.setInputFiles(file(`${good}\nphases: [`));
    await expect(
      page
        .getByRole("listitem")
        .filter({ hasText: /^own\.yaml:\d+:\d+ / })
        .first(),
    ).toBeVisible();
    await expect(page.getByText("is here, with")).toBeHidden();
  });

  await test.step("mended, it is here, and the problems are gone", async () => {
    await choose.setInputFiles(file(good));
    await expect(page.getByText("Product: own-product 1.0.0 is here, with 2 steps.")).toBeVisible();
    await expect(page.getByRole("listitem").filter({ hasText: "own.yaml:" })).toBeHidden();
    await choose.setInputFiles(file(good));
    await expect(page.getByText("exactly this one is there already")).toBeVisible();
  });
});
