import type { Locator, Page } from "@playwright/test";
import { stringify } from "yaml";
import { paths } from "@/lib/paths";
import { guidedPlaybook } from "@/scripts/testing/playbook";
import { expectAccessible } from "../axe";
import { expect, test } from "../fixtures";
import { type Account, elsewhere, finishStep, headline, openStep, signGate } from "../moves";

test.use({ world: "empty" });

const key = "LOCK-2";
const omar: Account = {
  name: "Omar Haddad",
  email: "omar@example.com",
  password: "kayak lamp orchid tunnel",
};
const team = {
  ines: {
    account: { name: "Ines Moreau", email: "ines@example.com", password: "velvet anchor pepper cloud" },
    role: "Engineer",
  },
  priya: {
    account: { name: "Priya Nair", email: "priya@example.com", password: "marble river candle fox" },
    role: "Manager",
  },
  hana: {
    account: { name: "Hana Sato", email: "hana@example.com", password: "copper willow planet desk" },
    role: "Manager",
  },
} as const;

const results = (throughput: number) => ({
  name: `results-${throughput}.xml`,
  mimeType: "text/xml",
  buffer:
    Buffer.from(`<testsuite name="nightly"><testcase name="TC-1 Read one record"/><testcase name="TC-2 Throughput">
    <properties><property name="measured" value="${throughput}"/></properties>${throughput < 800 ? '<failure message="too slow"/>' : ""}</testcase></testsuite>`),
});

async function importResults(page: Page, environment: string, throughput: number) {
  await page.goto(paths.imports(key));
  await page.getByLabel("Environment").selectOption(environment);
  await page.getByLabel(/Drop JUnit XML/).setInputFiles(results(throughput));
  await expect(page.getByText(/2 results: /)).toBeVisible();
}

/** The data steps of an environment, as Ines does them. */
async function migrate(page: Page, environment: string) {
  const dump = await openStep(page, key, environment, "D-02", "Dump the database");
  await expect(dump.getByRole("button", { name: /^Finish/ })).toHaveAttribute("aria-disabled", "true");
  await dump.getByLabel(/Drop evidence here/).setInputFiles({
    name: `dump-${environment}.log`,
    mimeType: "text/plain",
    buffer: Buffer.from(`dumped ${environment}\n`),
  });
  await expect(dump.getByRole("link", { name: `dump-${environment}.log` })).toBeVisible();
  await finishStep(dump);
  await finishStep(await openStep(page, key, environment, "D-03", "Migrate the data"));
}

/** Attests the guide: the button waits until the version of each page is named, and says of which it isn't. */
async function attest(guide: Locator) {
  const done = guide.getByRole("button", { name: "I have read it and understood it" });
  const opened = guide
    .getByRole("list", { name: "Pages to read" })
    .getByRole("link", { name: /^Guide to 2\.0\.0/ });
  await expect(opened).toHaveAttribute("target", "_blank");
  await expect(opened).toHaveAttribute("rel", /noopener/);
  await guide.getByLabel("Version read of Upgrading process").fill("last updated 2026-11-03");
  await expect(done).toHaveAttribute("aria-disabled", "true");
  await expect(done).toHaveAccessibleDescription("Say which version you read of “Guide to 2.0.0”.");
  const version = guide.getByLabel("Version read of Guide to 2.0.0");
  await version.fill("x".repeat(101));
  await expect(guide.getByText("At most 100 characters are kept.")).toBeVisible();
  await version.fill("2.0.0");
  await version.press("Enter");
  await expect(done).toHaveAccessibleDescription(
    "You have attested these versions. Change one to attest again.",
  );
  await expect(
    guide.getByRole("list", { name: "Who attested it" }).getByText("Guide to 2.0.0: 2.0.0").first(),
  ).toBeVisible();
}

const status = (page: Page, environment: string) =>
  page
    .getByRole("list", { name: "Environments in promotion order" })
    .getByRole("listitem")
    .filter({ has: page.getByRole("link", { name: environment, exact: true }) });

test("from a fresh install to a signed production", async ({ page, browser, baseURL, firstAdminLink }) => {
  test.setTimeout(420_000);
  const open = () => elsewhere(browser, baseURL);

  await test.step("the printed link makes the first admin", async () => {
    await page.goto("/");
    await page.goto(await firstAdminLink());
    await page.getByLabel("E-mail").fill(omar.email);
    await page.getByLabel("Your name").fill(omar.name);
    await page.getByLabel(/^Password/).fill(omar.password);
    await page.getByRole("button", { name: "Create the first admin" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Upgrades" })).toBeVisible();
  });

  await test.step("a playbook is uploaded", async () => {
    await page.goto(paths.playbooks());
    const yaml = {
      name: "small.yaml",
      mimeType: "text/yaml",
      buffer: Buffer.from(stringify(guidedPlaybook)),
    };
    await page.getByLabel("A playbook in one YAML file").setInputFiles(yaml);
    await expect(page.getByText(/Small Product: guided 1\.0\.0 is here, with 8 steps/)).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("the wizard makes an upgrade", async () => {
    await page.goto(paths.newUpgrade());
    await page.getByLabel("Playbook").selectOption("guided@1.0.0");
    await page.getByLabel("From release").selectOption("1.0.0");
    await expect(page.getByLabel("To release")).toHaveValue("2.0.0");
    await expectAccessible(page);
    await page.getByRole("link", { name: "Next: Your installation" }).click();
    const tenants = page.getByRole("radiogroup", { name: /Are there several tenants/ });
    await tenants.getByRole("radio", { name: "No", exact: true }).check();
    await page.getByRole("link", { name: "Next: Environments" }).click();
    await expect(page.getByRole("heading", { name: "Environments" })).toBeVisible();
    const names = page.getByRole("textbox", { name: /^Name/ });
    await names.first().fill("Pre-prod");
    await page.getByRole("button", { name: "Next: People" }).click();
    await expect(names.nth(1)).toBeFocused();
    await expect(page.getByText("Two environments are called Pre-prod.")).toBeVisible();
    await names.first().fill("Dev");
    await page.getByRole("link", { name: "Next: People" }).click();
    await page.getByRole("link", { name: "Next: Name" }).click();
    await page.getByRole("textbox", { name: /^Key/ }).fill(key);
    await page.getByLabel("Title").fill("Small platform to 2.0");
    await page.getByRole("button", { name: "Create the upgrade" }).click();
    await expect(page.getByRole("heading", { level: 1, name: /Small platform to 2\.0/ })).toBeVisible();
  });

  const at = { ines: await open(), priya: await open(), hana: await open() };
  await test.step("the team is invited by links", async () => {
    for (const [who, { account, role }] of Object.entries(team)) {
      await page.goto(paths.people(key));
      await page.getByRole("button", { name: "Invite by link" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("E-mail").fill(account.email);
      await dialog.getByLabel("Name", { exact: true }).fill(account.name);
      await dialog.getByLabel(role).check();
      await dialog.getByRole("button", { name: "Make the link" }).click();
      const link = await page.getByLabel("One-time link").inputValue();
      const own = at[who as keyof typeof at];
      await own.goto(new URL(link).pathname);
      await own.getByLabel(/^Password/).fill(account.password);
      await own.getByRole("button", { name: "Join the upgrade" }).click();
      await expect(own.getByRole("heading", { level: 1, name: /Small platform to 2\.0/ })).toBeVisible();
    }
  });
  const { ines, priya, hana } = at;

  await test.step("the plan is noted and read by everybody", async () => {
    const support = await openStep(ines, key, null, "P-01", "Open a support case");
    await support.getByRole("button", { name: "Write a note" }).click();
    await support.getByLabel("Note as evidence").fill("Case 4711, owner Omar");
    await support.getByRole("button", { name: "Add", exact: true }).click();
    await expect(support.getByText("Case 4711, owner Omar")).toBeVisible();
    await finishStep(support);
    for (const reader of [page, ines, priya, hana]) {
      const guide = await openStep(reader, key, null, "P-02", "Read the guide");
      await attest(guide);
    }
    await finishStep(await openStep(ines, key, null, "P-02", "Read the guide"));
  });

  await test.step("an engineer clears dev: preparation opens its entry gate, then the data moves", async () => {
    const dump = await openStep(ines, key, "dev", "D-02", "Dump the database");
    await expect(
      dump.getByText("The entry gate of Dev is shut").filter({ visible: true }).first(),
    ).toBeVisible();
    await finishStep(await openStep(ines, key, "dev", "D-01", "Check the disk"));
    await migrate(ines, "dev");
  });

  await test.step("a failing result keeps the exit gate shut, with the reason", async () => {
    await importResults(ines, "dev", 612);
    await page.goto(paths.gate(key, "dev", "exit"));
    await expect(headline(page, "Shut by 1 blocker.")).toBeVisible();
    await expect(page.getByRole("list", { name: "Blockers" })).toContainText("612, needs ≥ 800 requests/s");
    await expect(page.getByRole("button", { name: "Sign…" })).toHaveAttribute("aria-disabled", "true");
  });

  await test.step("fixed, it is signed by the lead, who did none of the work", async () => {
    await importResults(ines, "dev", 912);
    await signGate(
      page,
      { key, environment: "dev", gate: "exit" },
      omar,
      "Counts equal, 912 requests per second.",
    );
    await expect(headline(page, "Open: signed by 1 person.")).toBeVisible();
    await page.goto(paths.upgrade(key));
    await expect(status(page, "Dev")).toContainText("Signed off");
  });

  await test.step("a changed proof makes the signature stale, says what changed, and it is signed again", async () => {
    const dump = await openStep(ines, key, "dev", "D-02", "Dump the database");
    await dump.getByRole("button", { name: "Add a link" }).click();
    await dump.getByLabel("Address").fill("https://ci.example.com/dumps/2");
    await dump.getByRole("button", { name: "Add", exact: true }).click();
    await expect(dump.getByRole("link", { name: "ci.example.com/dumps/2" })).toBeVisible();
    await page.goto(paths.gate(key, "dev", "exit"));
    await expect(page.getByText("needs to sign again", { exact: false })).toBeVisible();
    await expect(page.getByText(/ci\.example\.com\/dumps\/2/).first()).toBeVisible();
    await expectAccessible(page);
    await signGate(
      page,
      { key, environment: "dev", gate: "exit" },
      omar,
      "The second dump is complete, too.",
    );
    await expect(headline(page, "Open: signed by 1 person.")).toBeVisible();
  });

  await test.step("pre-prod is cleared and signed by a lead and a manager", async () => {
    await finishStep(await openStep(ines, key, "pre-prod", "D-01", "Check the disk"));
    await migrate(ines, "pre-prod");
    await importResults(ines, "pre-prod", 905);
    await signGate(page, { key, environment: "pre-prod", gate: "exit" }, omar, "Rehearsed.");
    await expect(headline(page, "Ready to sign: waits for 1 manager.")).toBeVisible();
    await signGate(
      priya,
      { key, environment: "pre-prod", gate: "exit" },
      team.priya.account,
      "Seen and agreed.",
    );
    await expect(headline(priya, "Open: signed by 2 people.")).toBeVisible();
  });

  await test.step("nothing of prod starts before the go/no-go is signed by a lead and two managers", async () => {
    await finishStep(await openStep(ines, key, "prod", "D-01", "Check the disk"));
    const dump = await openStep(ines, key, "prod", "D-02", "Dump the database");
    await expect(
      dump.getByText("The entry gate of Prod is shut").filter({ visible: true }).first(),
    ).toBeVisible();
    const go = { key, environment: "prod", gate: "entry" } as const;
    await signGate(page, go, omar, "Go.");
    await signGate(priya, go, team.priya.account, "Go.");
    await signGate(hana, go, team.hana.account, "Go.");
    await expect(headline(hana, "Open: signed by 3 people.")).toBeVisible();
  });

  await test.step("prod is migrated, tested and signed", async () => {
    await migrate(ines, "prod");
    await importResults(ines, "prod", 930);
    const exit = { key, environment: "prod", gate: "exit" } as const;
    await signGate(page, exit, omar, "Done.");
    await signGate(hana, exit, team.hana.account, "Done.");
    await page.goto(paths.upgrade(key));
    for (const environment of ["Dev", "Pre-prod", "Prod"])
      await expect(status(page, environment)).toContainText("Signed off");
  });

  await test.step("the history tells all of it, and verifies", async () => {
    await page.goto(paths.audit(key));
    await expect(page.getByText(/Hana Sato signed .*Prod exit/).first()).toBeVisible();
    const report = (await (await page.request.get(`/api/v1/upgrades/${key}/audit/verification`)).json()) as {
      fault: unknown;
      events: number;
    };
    expect(report.fault).toBeNull();
    expect(report.events).toBeGreaterThan(60);
  });
});
