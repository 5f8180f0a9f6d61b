import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { paths } from "@/lib/paths";
import { expectAccessible } from "../axe";
import { expect, test } from "../fixtures";
import { signIn } from "../moves";
import { becomeAdmin, call } from "../worlds";

test.use({ world: "empty" });

const lea = { name: "Lea Lead", email: "lea@example.com", password: "kayak lamp orchid tunnel" };
const fixtures = "analysers";
const file = (path: string) => join(fixtures, path);

let known = false;

/** Lea, who is the first admin: the journeys of this file share a server. */
async function enter(page: Page, firstAdminLink: () => Promise<string>): Promise<void> {
  if (known) await signIn(page, lea);
  else await becomeAdmin(page, firstAdminLink, lea);
  known = true;
}

/** An upgrade of the product whose files are read. */
async function upgradeFrom(page: Page, key: string, from: string): Promise<void> {
  await call(page, "POST", "/upgrades", {
    key,
    title: `From ${from}`,
    playbook: { slug: "wso2-api-manager", version: "1.4.0" },
    from,
    to: "4.5.0",
    targetReason: "The connector is certified up to 4.5.0.",
    supportCase: "CS1",
    environments: [
      { name: "Dev", kind: "dev" },
      { name: "Pre-prod", kind: "pre_prod" },
      { name: "Prod", kind: "prod" },
    ],
  });
}

/** Has files read on screen and waits for what was found. */
async function read(
  page: Page,
  key: string,
  analyser: "configuration" | "certificates" | "applications",
  files: string | string[] | { name: string; mimeType: string; buffer: Buffer },
  more: { environment?: string; password?: string } = {},
): Promise<void> {
  await page.goto(paths.readings(key, { analyser }));
  await page.getByLabel(/^Files/).setInputFiles(files);
  if (more.environment) await page.getByLabel("Environment").selectOption(more.environment);
  if (more.password) await page.getByLabel(/^Password of the stores/).fill(more.password);
  await page.getByRole("button", { name: "Read the files" }).click();
  await page.waitForURL(/\/readings\/[0-9a-f-]{36}$/);
}

/** Takes what was read into the inventory. */
async function takeOver(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Take \d+ items? over$/ }).click();
  await expect(page.getByText("Taken over", { exact: true })).toBeVisible();
}

test("files of an old XML installation and of a newer TOML one lead to a target file and items", async ({
  page,
  firstAdminLink,
}) => {
  test.setTimeout(240_000);
  await enter(page, firstAdminLink);

  await test.step("a set of XML files becomes one proposed file", async () => {
    await upgradeFrom(page, "XML", "2.6.0");
    await page.goto(paths.inventory("XML"));
    await expect(page.getByText("Nothing is listed yet.")).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("link", { name: "Read files", exact: true }).click();
    await page.waitForURL((url) => url.pathname === paths.readings("XML"));
    const folder = file("configuration/fixtures/2.6.0");
    const files = readdirSync(folder).map((name) => join(folder, name));
    await read(page, "XML", "configuration", files, { environment: "dev" });
    await expect(page.getByRole("heading", { name: /settings, each in exactly one class/ })).toBeVisible();
    await expect(page.getByRole("region", { name: "Proposed file", exact: true })).toContainText(
      "[super_admin]",
    );
    await page.getByRole("link", { name: "Show what is different" }).click();
    await expect(page.getByRole("region", { name: "Proposed file", exact: true })).toContainText("+ #");
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download" }).click();
    expect((await download).suggestedFilename()).toBe("deployment.toml");
    await takeOver(page);
    await page.goto(paths.inventoryKind("XML", "setting"));
    await expect(page.getByRole("list", { name: "Settings" }).getByRole("listitem").first()).toBeVisible();
  });

  await test.step("a TOML file too; a broken one is refused with its line and nothing typed is lost", async () => {
    await upgradeFrom(page, "TOML", "3.2.0");
    await page.goto(paths.readings("TOML", { analyser: "configuration" }));
    await page.getByLabel("Node or profile").fill("gateway-1");
    await page.getByLabel(/^Files/).setInputFiles({
      name: "deployment.toml",
      mimeType: "text/plain",
      buffer: Buffer.from('[server]\nhostname = "open\n'),
    });
    await page.getByRole("button", { name: "Read the files" }).click();
    await expect(page.getByText(/deployment\.toml, line 2/)).toBeVisible();
    await expect(page.getByLabel("Node or profile")).toHaveValue("gateway-1");
    const toml = file("configuration/fixtures/3.2.0/deployment.toml");
    await read(page, "TOML", "configuration", toml, { environment: "dev" });
    await expectAccessible(page);
    await takeOver(page);
    await page.goto(paths.readings("TOML"));
    await expect(page.getByRole("link", { name: "deployment.toml" })).toBeVisible();
  });
});

test("a store with expired certificates keeps pre-prod shut until they are renewed", async ({
  page,
  firstAdminLink,
}) => {
  test.setTimeout(180_000);
  await enter(page, firstAdminLink);
  const key = "STORE";
  await upgradeFrom(page, key, "3.2.0");
  const store = {
    name: "client-truststore.jks",
    mimeType: "application/octet-stream",
    buffer: readFileSync(file("certificates/fixtures/truststore.jks")),
  };
  await read(page, key, "certificates", store, { environment: "pre-prod", password: "fixture-pass" });
  await expect(page.getByRole("heading", { name: "What ends when" })).toBeVisible();
  await expectAccessible(page);
  await takeOver(page);

  await page.goto(paths.gate(key, "pre-prod", "exit"));
  await expect(page.getByText(/^Certificate/).first()).toBeVisible();
  await page.goto(paths.upgrade(key));
  await expect(page.getByText(/The plan is behind the inventories/)).toBeVisible();
  await page.goto(paths.plan(key));
  await page.getByRole("link", { name: "See the difference" }).click();
  await expect(page).toHaveURL(new RegExp(`${paths.inventory(key)}$`));
  await expect(page.getByText(/The plan is behind the inventories/)).toBeVisible();
  await page.getByRole("button", { name: "Apply to the plan" }).click();
  await expect(page.getByText(/The plan is behind the inventories/)).toHaveCount(0);

  await read(
    page,
    key,
    "certificates",
    { ...store, buffer: readFileSync(file("certificates/fixtures/root.der")) },
    { environment: "pre-prod" },
  );
  await takeOver(page);
  await page.goto(paths.gate(key, "pre-prod", "exit"));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText(/^Certificate/)).toHaveCount(0);
});

test("a customization without a verdict keeps dev from starting; decided, it asks for work and a test", async ({
  page,
  firstAdminLink,
}) => {
  test.setTimeout(180_000);
  await enter(page, firstAdminLink);
  const key = "CUSTOM";
  await upgradeFrom(page, key, "3.2.0");
  await page.goto(paths.inventoryKind(key, "customization"));
  await expect(page.getByRole("heading", { name: "No customizations yet" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Add customization" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel(/^Title/).fill("Header mediator");
  await dialog.getByLabel("Repository").fill("git.acme.example");
  await dialog.getByRole("button", { name: "Add customization" }).click();
  await expect(dialog.getByText(/has to be an address/).first()).toBeVisible();
  await expect(dialog.getByLabel(/^Title/)).toHaveValue("Header mediator");
  await dialog.getByLabel("Repository").fill("https://git.acme.example/header");
  await dialog.getByRole("button", { name: "Add customization" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Header mediator" })).toBeVisible();

  await page.goto(paths.gate(key, "dev", "entry"));
  const blocker = page.getByRole("listitem").filter({ hasText: "has no verdict" });
  await expect(blocker).toContainText("Header mediator");
  await blocker.getByRole("link").first().click();

  await page.getByRole("radio", { name: "Rebuild" }).check();
  await page.getByLabel("Why").fill("The base class moved.");
  await page.getByRole("button", { name: "Decide" }).click();
  await expect(page.getByText("Rebuild: The base class moved.", { exact: true })).toBeVisible();
  await expect(page.getByText("The verdict asks for at least one test case.")).toBeVisible();
  await page.goto(paths.gate(key, "dev", "entry"));
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByText("has no verdict")).toHaveCount(0);

  await page.goto(paths.inventoryItem(key, "CU-1"));
  await page.getByLabel("Link a test case").fill("TC-1");
  await page.getByRole("option").first().click();
  await page.getByRole("button", { name: "Link", exact: true }).click();
  await expect(page.getByText("The verdict asks for at least one test case.")).toHaveCount(0);
  await page.getByRole("button", { name: "Done in Dev" }).click();
  await expect(page.getByRole("button", { name: "Open again in Dev" })).toBeVisible();

  await test.step("proof is for the whole item or for one environment, and each says which", async () => {
    const evidence = page.getByRole("region", { name: "Evidence" });
    const place = (name: string) =>
      page
        .getByRole("region", { name: "In each environment" })
        .getByRole("listitem")
        .filter({ hasText: new RegExp(`^${name}`) });
    const note = async (text: string) => {
      await evidence.getByRole("button", { name: "Write a note" }).click();
      await evidence.getByLabel("Note as evidence").fill(text);
      await evidence.getByRole("button", { name: "Add", exact: true }).click();
      await expect(evidence.getByLabel("Note as evidence")).toHaveCount(0);
    };
    await expect(place("Dev")).toContainText("no proof");
    await note("The vendor confirmed the rebuild.");
    const whole = evidence.getByRole("listitem").filter({ hasText: "The vendor confirmed" });
    await expect(whole).toContainText("For the whole item");
    await expect(place("Dev")).toContainText("no proof");

    await evidence.getByLabel("New evidence is for").selectOption("Dev");
    await evidence.getByLabel(/Drop evidence here/).setInputFiles({
      name: "dev.log",
      mimeType: "text/plain",
      buffer: Buffer.from("mediator deployed"),
    });
    const file = evidence
      .getByRole("listitem")
      .filter({ has: page.getByRole("link", { name: "dev.log", exact: true }) });
    await expect(file).toContainText("For Dev");
    await expect(place("Dev")).toContainText("1 proof");
    await expect(place("Pre-prod")).toContainText("no proof");
    await expectAccessible(page);

    await file.getByRole("button", { name: "Withdraw" }).click();
    const question = page.getByRole("dialog");
    await question.getByLabel(/^Why it proves nothing/).fill("Of another node");
    await question.getByRole("button", { name: "Withdraw" }).click();
    await expect(place("Dev")).toContainText("no proof");
    await evidence.getByText("1 superseded or withdrawn").click();
    await expect(evidence.getByText(/dev\.log · for Dev · withdrawn: Of another node/)).toBeVisible();
  });

  await page.goto(paths.versionPath(key));
  await expect(page.getByRole("heading", { name: "What changes on the way" })).toBeVisible();
});

test("a decision names a step; from the step one gets back to it", async ({ page, firstAdminLink }) => {
  test.setTimeout(180_000);
  await enter(page, firstAdminLink);
  const key = "DECIDE";
  await upgradeFrom(page, key, "3.2.0");
  await page.goto(paths.inventoryKind(key, "decision"));
  await page.getByRole("button", { name: "Add decision" }).first().click();
  const dialog = page.getByRole("dialog");
  const changed = dialog.getByLabel("What it changed");
  await dialog.getByLabel(/^Title/).fill("4.5.0 is the target");
  await changed.fill("p-02\nX-99, d-23");
  await dialog.getByRole("button", { name: "Add decision" }).click();
  await expect(
    dialog.getByText(/names X-99, which this upgrade hasn't got; name steps/).first(),
  ).toBeVisible();
  await expect(changed).toHaveValue("p-02\nX-99, d-23");
  await expectAccessible(page);
  await changed.fill("p-02\nd-23");
  await dialog.getByRole("button", { name: "Add decision" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "4.5.0 is the target" })).toBeVisible();
  await expect(page.getByRole("link", { name: "D-23 in Pre-prod" })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "P-02", exact: true }).click();
  await page.waitForURL((url) => url.pathname === paths.plan(key));
  const back = page.getByRole("region", { name: "Decisions", exact: true });
  await expect(back).toContainText("4.5.0 is the target");
  await expectAccessible(page);
  await back.getByRole("link", { name: "DE-1" }).press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "4.5.0 is the target" })).toBeVisible();
});

test("an application that stays on opaque tokens puts key managers of their own into the topology", async ({
  page,
  firstAdminLink,
}) => {
  test.setTimeout(180_000);
  await enter(page, firstAdminLink);
  const key = "TOKENS";
  await upgradeFrom(page, key, "3.2.0");
  const separate = page.getByText(/Gateway → Key Manager/);
  await page.goto(paths.topology(key, { environment: "prod" }));
  await expect(page.getByRole("heading", { level: 1, name: "Topology" })).toBeVisible();
  await expect(separate).toHaveCount(0);

  await page.goto(paths.readings(key, { analyser: "applications" }));
  await expect(page.getByText(/SELECT/).first()).toBeVisible();
  const head =
    "application_id,application,application_owner,application_status,portal_token_type,key_type,key_manager,key_manager_type,grant_types,issuer_token_type,user_token_seconds,application_token_seconds,active_tokens,never_expiring_tokens,last_token_at";
  const row = (id: number, name: string, type: string) =>
    `${id},${name},lea,APPROVED,${type},PRODUCTION,Resident Key Manager,default,client_credentials,${type},3600,3600,1,0,2026-11-27 10:00:00`;
  const csv = [head, row(1, "Partner portal", "OAUTH"), row(2, "Mobile app", "JWT")].join("\n");
  await read(page, key, "applications", {
    name: "applications.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(csv),
  });
  await takeOver(page);

  await page.goto(paths.inventoryKind(key, "application", { show: "undecided" }));
  await page.getByRole("link", { name: /Partner portal/ }).click();
  await page.getByRole("radio", { name: "Stay on opaque tokens" }).check();
  await page.getByRole("textbox", { name: "Why" }).fill("They store the token in 36 characters.");
  await page.getByRole("button", { name: "Decide" }).click();
  await expect(page.getByRole("button", { name: "Change" })).toBeVisible();

  await page.goto(paths.topology(key, { environment: "prod" }));
  await expect(separate.first()).toBeVisible();
});
