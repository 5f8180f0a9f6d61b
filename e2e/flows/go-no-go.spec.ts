import type { Page } from "@playwright/test";
import { paths } from "@/lib/paths";
import { expect, test } from "../fixtures";
import { openLive } from "../moves";
import { becomeAdmin, call, join, makeUpgrade, tinyPlaybook } from "../worlds";

test.use({ world: "empty" });

const key = "GO";
const password = "kayak lamp orchid tunnel";
const lea = { name: "Lea Lead", email: "lea@example.com", password };
const mia = { name: "Mia Manager", email: "mia@example.com", password };
const eli = { name: "Eli Engineer", email: "eli@example.com", password };

const playbook = {
  ...tinyPlaybook(
    "go-only",
    { dev: { exit: { lead: 1 } }, prod: { entry: { manager: 1 }, exit: { lead: 1 } } },
    { "A-01": { part: "migrate", backOut: "Restore the dump." }, "A-02": { part: "migrate" } },
  ),
  rehearsal: { pilotIn: "dev", reserveMinutes: 30 },
};

type List = { steps: { id: string; code: string; version: number }[] };
type Run = { id: string; version: number; backOutPlan: { step: string }[] };

/** Does something to a step as this page's person. */
async function doStep(page: Page, environment: string, code: string, verb: string) {
  const { steps } = await call<List>(page, "GET", `/upgrades/${key}/steps?environment=${environment}`);
  const step = steps.find((one) => one.code === code);
  await call(page, "POST", `/upgrades/${key}/steps/${step?.id}/${verb}`, { version: step?.version });
}

/** A pilot of dev from begin to end, backed out of on the way. */
async function pilot(page: Page) {
  const to = `/upgrades/${key}/migration-runs`;
  const { id } = await call<Run>(page, "POST", `/upgrades/${key}/environments/dev/migration-runs`, {
    data: { source: "production_dump", takenAt: "2026-11-01T00:00:00Z" },
  });
  for (const code of ["A-01", "A-02"])
    for (const verb of ["start", "finish"]) await doStep(page, "dev", code, verb);
  const see = () => call<Run>(page, "GET", `${to}/${id}`);
  await call(page, "POST", `${to}/${id}/back-out`, { version: (await see()).version, reason: "Rehearse it" });
  for (const { step } of (await see()).backOutPlan)
    await call(page, "PUT", `${to}/${id}/back-out/${step}`, { done: true });
  await call(page, "POST", `${to}/${id}/back-out/end`, { version: (await see()).version });
  await call(page, "POST", `${to}/${id}/end`, { version: (await see()).version, outcome: "succeeded" });
}

/** The blockers of production's entry, as a manager sees them. */
async function asked(page: Page, ...texts: string[]) {
  await page.goto(paths.gate(key, "prod", "entry"));
  const list = page.getByRole("list", { name: "Blockers" });
  await expect(list.getByRole("listitem")).toHaveCount(texts.length);
  for (const text of texts) await expect(list).toContainText(text);
}

async function sign(page: Page, environment: string, gate: "entry" | "exit") {
  await page.goto(paths.gate(key, environment, gate));
  await page.getByRole("button", { name: "Sign…" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Statement").fill("Seen.");
  await dialog.getByLabel("Your password").fill(password);
  await dialog.getByRole("button", { name: "Sign", exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

test("the go/no-go is shut by each missing part of the rehearsal in turn, opens in its window, and the night tells when it is too late to go back", async ({
  page: lead,
  browser,
  baseURL,
  firstAdminLink,
}) => {
  test.setTimeout(300_000);
  await becomeAdmin(lead, firstAdminLink, lea);
  const { page: manager, id: managerId } = await join(lead, browser, baseURL, mia);
  const { page: engineer, id: engineerId } = await join(lead, browser, baseURL, eli);
  await makeUpgrade(lead, key, playbook, [
    { userId: managerId, roles: ["manager"] },
    { userId: engineerId, roles: ["engineer"] },
  ]);
  const unsigned = "Dev exit is not signed off";
  const [pilots, parity, way, forecast, window] = [
    "No pilot has succeeded",
    "differ in",
    "The way back was never rehearsed",
    "No forecast of Prod is kept",
    "Prod has no change window",
  ];
  await asked(manager, unsigned, pilots, parity, way, forecast, window);

  await pilot(engineer);
  await sign(lead, "dev", "exit");
  await asked(manager, parity, forecast, window);

  const { lines } = await call<{ lines: { key: string }[] }>(lead, "GET", `/upgrades/${key}/parity`);
  for (const environment of ["dev", "prod"])
    await call(engineer, "PUT", `/upgrades/${key}/environments/${environment}/traits`, {
      traits: lines.map((line) => ({ key: line.key, value: "4", version: 0 })),
    });
  await asked(manager, forecast, window);

  await call(engineer, "POST", `/upgrades/${key}/environments/prod/forecasts`, {});
  await asked(manager, window);

  // Too short first; moved, it only waits for its time, and is signed before.
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const begins = at(0.75);
  type Window = { id: string; version: number };
  const booked = await call<Window>(lead, "POST", `/upgrades/${key}/windows`, {
    environment: "prod",
    from: begins,
    to: at(31),
    crew: [engineerId],
  });
  await asked(manager, "The change window of Prod is too short", "begins on");
  await call(lead, "PATCH", `/upgrades/${key}/windows/${booked.id}`, {
    version: booked.version,
    to: at(240),
    reason: "The forecast asks for it",
  });
  await asked(manager, "begins on");
  await sign(manager, "prod", "entry");
  await expect(manager.getByText("Open: signed by 1 person.").filter({ visible: true })).toBeVisible({
    timeout: 120_000,
  });

  // The night: when it is too late to go back within the window, that is red and asks for a decision.
  await call(engineer, "POST", `/upgrades/${key}/environments/prod/migration-runs`, { kind: "live" });
  await doStep(engineer, "prod", "A-01", "start");
  await openLive(lead, paths.live(key, "prod"));
  await expect(lead.getByText("Latest safe abort", { exact: true })).toBeVisible();
  await expect(lead.getByText("The latest safe abort has passed.")).toBeHidden();
  await lead.clock.install({ time: Date.now() + 235 * 60_000 });
  await lead.goto(paths.live(key, "prod"));
  await expect(lead.getByText("The latest safe abort has passed.")).toBeVisible();
  await expect(lead.getByRole("link", { name: "The way back", exact: true })).toBeVisible();
});
