import type { Page } from "@playwright/test";
import { paths } from "@/lib/paths";
import { expectAccessible } from "../axe";
import { expect, test } from "../fixtures";
import { openLive } from "../moves";
import { becomeAdmin, call, join, makeUpgrade, tinyPlaybook } from "../worlds";

test.use({ world: "empty" });

const key = "NIGHT";
const password = "kayak lamp orchid tunnel";
const people = {
  lea: { name: "Lea Lead", email: "lea@example.com", password },
  eli: { name: "Eli Engineer", email: "eli@example.com", password },
  mia: { name: "Mia Manager", email: "mia@example.com", password },
};
const steps = {
  "A-01": { part: "migrate", backOut: "Put it back." },
  "A-02": { part: "migrate" },
  "A-03": { part: "migrate" },
};

const hour = 3_600_000;

const line = (page: Page, code: string) =>
  page
    .getByRole("listitem")
    .filter({ hasText: `Do ${code}` })
    .first();
const act = (page: Page, verb: string, code: string) =>
  page.getByRole("button", { name: `${verb} ${code}`, exact: true });
const running = (page: Page, count: number) => page.getByRole("heading", { name: `Running now (${count})` });

test("a run by three people, one of them without a network for a while: nothing is lost, nothing done twice", async ({
  page: lea,
  browser,
  baseURL,
  firstAdminLink,
}) => {
  test.setTimeout(240_000);
  await becomeAdmin(lea, firstAdminLink, people.lea);
  const { page: eli, id: eliId } = await join(lea, browser, baseURL, people.eli);
  const { page: mia, id: miaId } = await join(lea, browser, baseURL, people.mia);
  await makeUpgrade(
    lea,
    key,
    tinyPlaybook("night-only", { dev: { exit: { lead: 1 } }, prod: { exit: { lead: 1 } } }, steps),
    [
      { userId: eliId, roles: ["engineer"] },
      { userId: miaId, roles: ["manager"] },
    ],
  );
  await lea.goto(paths.live(key, "dev"));
  await expect(lea.getByText("No run goes on here")).toBeVisible();
  type Saved = { id: string };
  const run = await call<Saved>(lea, "POST", `/upgrades/${key}/environments/dev/migration-runs`, {
    data: { source: "production_dump", takenAt: "2026-11-01T00:00:00Z" },
    participants: [eliId],
  });
  await openLive(lea, paths.live(key, "dev"));
  await openLive(eli, paths.live(key, "dev"));
  await openLive(mia, paths.live(key, "dev"));

  // Without a network what is tapped stays on the device; the others go on.
  await eli.context().setOffline(true);
  await act(eli, "Start", "A-01").click();
  await expect(line(eli, "A-01")).toContainText("Waits to be sent");
  await expect(eli.getByText("No network: what you tap is kept here.")).toBeVisible();
  await act(eli, "Finish", "A-01").click();
  await expect(eli.getByText("2 taps wait on this device")).toBeVisible();
  await act(lea, "Start", "A-02").click();
  await expect(running(mia, 1)).toBeVisible({ timeout: 15_000 });

  await eli.context().setOffline(false);
  await expect(eli.getByText(/wait on this device/)).toBeHidden();
  await expect(act(mia, "Start", "A-01")).toBeHidden();
  await expect(running(eli, 1)).toBeVisible();
  type List = { steps: { id: string; code: string }[] };
  const found = (await call<List>(lea, "GET", `/upgrades/${key}/steps?environment=dev`)).steps.find(
    ({ code }) => code === "A-01",
  );
  type History = { items: { type: string; actor: { name: string } }[] };
  const { items } = await call<History>(lea, "GET", `/upgrades/${key}/steps/${found?.id}/history`);
  expect(items.filter(({ type }) => type === "step.started")).toHaveLength(1);
  expect(items.filter(({ type }) => type === "step.finished").map(({ actor }) => actor.name)).toEqual([
    "Eli Engineer",
  ]);

  // Both take the same step: the later one is told, and keeps what was tapped until it is taken away.
  await eli.context().setOffline(true);
  await act(eli, "Start", "A-03").click();
  await act(lea, "Start", "A-03").click();
  await expect(running(mia, 2)).toBeVisible({ timeout: 15_000 });
  await eli.context().setOffline(false);
  await expect(eli.getByText("Somebody was faster.")).toBeVisible();
  await eli.getByRole("button", { name: /Take away the tap on A-03/ }).click();
  await expect(eli.getByText("Somebody was faster.")).toBeHidden();
  await expect(running(eli, 2)).toBeVisible();

  // Paused without a network: everybody sees why once it is back, and that it goes on.
  await eli.context().setOffline(true);
  await act(eli, "Pause", "A-03").click();
  await eli.getByRole("dialog").getByLabel("Why nobody works on it").fill("The vendor sleeps");
  await eli.getByRole("dialog").getByRole("button", { name: "Pause" }).click();
  await expect(line(eli, "A-03")).toContainText("The vendor sleeps");
  await eli.context().setOffline(false);
  await expect(line(mia, "A-03")).toContainText("The vendor sleeps", { timeout: 15_000 });
  await act(lea, "Go on", "with A-03").click();
  await expect(line(mia, "A-03")).not.toContainText("The vendor sleeps", { timeout: 15_000 });

  // A decision point: asked, voted against, decided with a reason.
  await lea.getByLabel("Question to decide").fill("On to the switch?");
  await lea.getByRole("button", { name: "Ask" }).click();
  await expect(mia.getByText("On to the switch?")).toBeVisible({ timeout: 15_000 });
  await mia.getByRole("button", { name: "Vote no-go" }).click();
  await mia.getByRole("dialog").getByLabel("Why").fill("Latency is up");
  await mia.getByRole("dialog").getByRole("button", { name: "Vote" }).click();
  await expect(lea.getByText("Mia Manager: No-go, Latency is up")).toBeVisible({ timeout: 15_000 });
  await expectAccessible(lea, ["light", "dark"]);
  await lea.getByRole("button", { name: "Decide go" }).click();
  await lea.getByRole("dialog").getByLabel("Why").fill("Within what we agreed");
  await lea.getByRole("dialog").getByRole("button", { name: "Decide" }).click();
  await expect(mia.getByText(/decided by Lea Lead/)).toBeVisible({ timeout: 15_000 });

  // A window with hours to go: by a clock put forward the wall turns red.
  const now = Date.now();
  const window = await call<Saved>(lea, "POST", `/upgrades/${key}/windows`, {
    environment: "dev",
    from: new Date(now + 1_000).toISOString(),
    to: new Date(now + 6 * hour).toISOString(),
    reserveMinutes: 30,
  });
  await eli.goto(paths.wall(key, "dev"));
  await expect(eli.getByRole("heading", { name: "Pilot 1 of Dev" })).toBeVisible();
  const wallAlert = eli.getByRole("alert").filter({ hasText: "Decide now" });
  await expect(eli.getByText("Latest safe abort")).toBeVisible();
  await expect(wallAlert).toBeHidden();
  await eli.clock.setFixedTime(now + 6 * hour);
  await expect(wallAlert).toBeVisible();
  await expectAccessible(eli, ["light", "dark"]);

  // The window is cut short: the server's own clock sees the abort pass, and demands a decision of everybody.
  type Live = { backOut: { minutes: number }; decisions: { question: string }[] };
  const { backOut } = await call<Live>(lea, "GET", `/upgrades/${key}/environments/dev/live`);
  await call(lea, "PATCH", `/upgrades/${key}/windows/${window.id}`, {
    version: 1,
    to: new Date(Date.now() + (backOut.minutes + 30) * 60_000 + 2_000).toISOString(),
    reason: "The office opens early",
  });
  await expect(mia.getByRole("alert").filter({ hasText: "latest safe abort has passed" })).toBeVisible({
    timeout: 15_000,
  });
  const demanded = mia.getByRole("region", { name: "Decision that is demanded" });
  await expect(demanded).toContainText("go on or back out?", { timeout: 30_000 });
  await expectAccessible(mia, ["light", "dark"]);

  await lea.goto(paths.migrationRun(key, run.id));
  await lea.getByRole("button", { name: "End the run" }).click();
  const ending = lea.getByRole("dialog");
  await expect(ending).toContainText("Nobody has decided");
  await ending.getByRole("radio", { name: "Succeeded" }).check();
  await ending.getByRole("button", { name: "End it" }).click();
  await expect(ending).toContainText("Decide it on the live page, then end the run.");

  await demanded.getByRole("button", { name: "Decide go" }).click();
  await mia.getByRole("dialog").getByRole("button", { name: "Decide" }).click();
  await expect(demanded).toBeHidden({ timeout: 15_000 });
  await expect(mia.getByText(/decided by Mia Manager/)).toBeVisible();
});
