import type { Page } from "@playwright/test";
import { paths } from "@/lib/paths";
import { everybodysPassword } from "@/scripts/testing/story";
import { expectAccessible } from "../axe";
import { expect, test } from "../fixtures";
import { sideways, signIn } from "../moves";

const key = "APIM-45";
const omar = { name: "Omar Haddad", email: "omar.haddad@example.com", password: everybodysPassword };

/** Every address of lib/paths that is a screen, with the sample story in it. */
const screens = {
  "of the desk": [
    paths.portfolio(),
    paths.newUpgrade(),
    paths.inbox(),
    paths.notifications(),
    paths.profile(),
    paths.playbooks(),
    paths.admin(),
    paths.apiDocs(),
  ],
  "of an upgrade": [
    paths.upgrade(key),
    paths.plan(key),
    paths.plan(key, { step: "P-09" }),
    paths.audit(key),
    paths.people(key),
    paths.settings(key),
  ],
  "of what both stacks are": [paths.readings(key, { analyser: "applications" }), paths.topology(key)],
  "of a rehearsal": [
    paths.rehearsal(key),
    paths.parity(key),
    paths.forecast(key),
    paths.window(key),
    paths.review(key),
    paths.live(key, "pre-prod"),
  ],
  "of an environment": [
    paths.environment(key, "pre-prod"),
    paths.checklist(key, "pre-prod"),
    paths.checklist(key, "pre-prod", { step: "V-02" }),
    paths.printChecklist(key, "pre-prod"),
    paths.environmentVariables(key, "pre-prod"),
    paths.health(key, "pre-prod"),
    paths.logs(key, "pre-prod"),
    paths.hypercare(key, "prod"),
    paths.hypercare("PG-17", "prod", { day: "4" }),
  ],
  "of gates": [
    paths.gate(key, "dev", "exit"),
    paths.gate(key, "pre-prod", "entry"),
    paths.gate(key, "pre-prod", "exit"),
    paths.gate(key, "prod", "entry"),
  ],
  "of inventories": [
    paths.inventory(key),
    paths.inventoryKind(key, "customization"),
    paths.inventoryItem(key, "CE-1"),
    paths.readings(key, { analyser: "certificates" }),
    paths.versionPath(key),
  ],
  "of tests": [
    paths.tests(key),
    paths.matrix(key),
    paths.matrix(key, { show: "failed" }),
    paths.testCase(key, "TC-38"),
    paths.runs(key),
    paths.imports(key),
    paths.importCases(key),
  ],
};

/** Nothing scrolls sideways on a phone, however wide its table is. */
async function expectNarrow(page: Page) {
  const wide = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await sideways(page), `${page.url()} scrolls sideways at 360 px`).toBe(0);
  if (wide) await page.setViewportSize(wide);
}

for (const [group, addresses] of Object.entries(screens)) {
  test(`the screens ${group} are accessible in both themes`, async ({ page }) => {
    test.setTimeout(60_000 + addresses.length * 30_000);
    await signIn(page, omar);
    for (const address of addresses) {
      await test.step(address, async () => {
        const response = await page.goto(address);
        expect(response?.status(), address).toBe(200);
        await expect(page.getByRole("heading").first()).toBeVisible();
        await expectAccessible(page, ["light", "dark"]);
        await expectNarrow(page);
      });
    }
  });
}

test("a test run is accessible in both themes", async ({ page }) => {
  await signIn(page, omar);
  const { runs } = (await (await page.request.get(`/api/v1/upgrades/${key}/test-runs`)).json()) as {
    runs: { id: string }[];
  };
  await page.goto(paths.run(key, runs[0]?.id ?? ""));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectAccessible(page, ["light", "dark"]);
  await expectNarrow(page);
});

test("what nobody signed in sees is accessible in both themes", async ({ page }) => {
  for (const address of [paths.signIn(), paths.invitation("no-such-link"), "/no-such-page"]) {
    await page.goto(address);
    await expect(page.getByRole("heading").first()).toBeVisible();
    await expectAccessible(page, ["light", "dark"]);
  }
});
