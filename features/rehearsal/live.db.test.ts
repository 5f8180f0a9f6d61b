import { describe, expect, it } from "vitest";
import { removeEnvironment } from "@/features/environments/commands/arrange";
import { finishStep, pauseStep, reopenStep, startStep } from "@/features/steps/commands/state";
import { bookWindow } from "@/features/window/commands/windows";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { expectSettled } from "@/scripts/testing/settled";
import { act, openDev, proveStep, refusal } from "@/scripts/testing/steps";
import { type Person, type World, world } from "@/scripts/testing/world";
import { askDecision, decideInRun, voteInRun } from "./commands/decisions";
import { endRun } from "./commands/end";
import { acceptParity, setTraits } from "./commands/parity";
import { startRun } from "./commands/start";
import { getLive } from "./queries/live";
import { exportRunLog } from "./queries/log";
import { getRun } from "./queries/runs";

// A day on, so that what opens the gate is over when the run begins.
const began = Date.now() + 24 * 3_600_000;
const minutes = (count: number) => new Date(began + count * 60_000);
const dump = { source: "production_dump" as const, takenAt: "2026-11-20T20:00:00Z" };

async function pilot(w: World) {
  await openDev(w);
  return execute(
    startRun,
    w.engineer,
    { upgrade: w.key, environment: "dev", data: dump, participants: [w.engineer.id] },
    { now: minutes(0) },
  );
}
const live = (w: World, at: number, who = w.viewer) =>
  answer(getLive, who, { upgrade: w.key, environment: "dev" }, { now: minutes(at) });
const line = async (w: World, code: string, at: number) =>
  (await live(w, at)).steps.find((step) => step.code === code);

describe("A run as it goes on", () => {
  it("is nothing before one was begun", async () => {
    const w = await world();
    expect(await live(w, 0)).toMatchObject({ run: null, plannedEnd: null, decisions: [], window: null });
    await expect(live(w, 0, w.outsider)).rejects.toMatchObject({ code: "not_found" });
  });

  it("is followed within its booked window, whose reserve counts where it is the longer one", async () => {
    const w = await world();
    const [from, to] = [minutes(60).toISOString(), minutes(420).toISOString()];
    await execute(
      bookWindow,
      w.lead,
      { upgrade: w.key, environment: "dev", from, to, reserveMinutes: 45 },
      { now: minutes(0) },
    );
    expect(await live(w, 0)).toMatchObject({ window: { start: from, finish: to }, reserveMinutes: 45 });
    expect((await live(w, 420)).window).toBeNull();
  });

  it("moves what is to come by what runs late, and tells who does what", async () => {
    const w = await world();
    await pilot(w);
    const before = await live(w, 0);
    expect(before.expectedEnd).toBe(before.plannedEnd);
    expect(before.calls).toMatchObject([{ name: "Ines", doing: [] }]);
    await act(w, w.engineer, startStep, "dev", "D-02", { now: minutes(0) });
    await proveStep(w, w.engineer, "dev", "D-02");
    expect(await line(w, "D-02", 5)).toMatchObject({ state: "doing", lateMinutes: 0 });
    expect(await line(w, "D-02", 25)).toMatchObject({ lateMinutes: 15 });
    await act(w, w.engineer, finishStep, "dev", "D-02", { now: minutes(30) });
    const after = await live(w, 30);
    expect(after.steps.find(({ code }) => code === "D-02")?.lateMinutes).toBe(20);
    expect(after.steps.find(({ code }) => code === "D-03")).toMatchObject({
      startable: true,
      actual: { start: minutes(30).toISOString() },
    });
    expect(after.plannedEnd).toBe(before.plannedEnd);
    expect(Date.parse(after.expectedEnd ?? "") - Date.parse(before.expectedEnd ?? "")).toBe(20 * 60_000);
  });

  it("shows a pause, and counts it as waiting", async () => {
    const w = await world();
    const { id } = await pilot(w);
    await act(w, w.engineer, startStep, "dev", "D-02", { now: minutes(0) });
    await act(w, w.engineer, pauseStep, "dev", "D-02", { now: minutes(4), reason: "Nobody has the key" });
    // Six of its ten minutes are left, however long it stands.
    expect(await line(w, "D-02", 34)).toMatchObject({
      state: "doing",
      paused: { since: minutes(4).toISOString(), reason: "Nobody has the key" },
      actual: { finish: minutes(40).toISOString() },
    });
    await proveStep(w, w.engineer, "dev", "D-02");
    await act(w, w.engineer, finishStep, "dev", "D-02", { now: minutes(34) });
    const { steps } = await answer(getRun, w.viewer, { upgrade: w.key, run: id }, { now: minutes(40) });
    expect(steps.find(({ code }) => code === "D-02")).toMatchObject({ handsOn: 4 });
    await act(w, w.engineer, startStep, "dev", "D-03", { now: minutes(35) });
    await act(w, w.engineer, pauseStep, "dev", "D-03", { now: minutes(36), reason: "Tea" });
    await act(w, w.engineer, finishStep, "dev", "D-03", { now: minutes(46) });
    const after = await answer(getRun, w.viewer, { upgrade: w.key, run: id }, { now: minutes(50) });
    expect(after.steps.find(({ code }) => code === "D-03")).toMatchObject({ handsOn: 1, waited: 11 });
  });

  it("plans with what steps took before it began, and says so", async () => {
    const w = await world();
    const first = await pilot(w);
    expect(await line(w, "D-02", 0)).toMatchObject({ minutes: 10, timedRuns: 0, isPlanned: true });
    await act(w, w.engineer, startStep, "dev", "D-02", { now: minutes(0) });
    await proveStep(w, w.engineer, "dev", "D-02");
    await act(w, w.engineer, finishStep, "dev", "D-02", { now: minutes(40) });
    // What it takes in this run is no plan of this run.
    expect(await line(w, "D-02", 40)).toMatchObject({ minutes: 10, timedRuns: 0 });
    await execute(
      endRun,
      w.lead,
      { upgrade: w.key, run: first.id, version: 1, outcome: "failed", lessons: "Slow" },
      { now: minutes(60) },
    );
    await act(w, w.engineer, reopenStep, "dev", "D-02", { now: minutes(70) });
    await execute(
      startRun,
      w.engineer,
      { upgrade: w.key, environment: "dev", data: dump },
      { now: minutes(100) },
    );
    const again = await line(w, "D-02", 100);
    expect(again).toMatchObject({ timedRuns: 1, planned: { start: minutes(100).toISOString() } });
    expect(again?.minutes).toBeGreaterThan(15);
    expect(again?.minutes).toBeLessThan(40);
    expect(Date.parse(again?.planned.finish ?? "")).toBe(
      minutes(100).getTime() + Math.floor((again?.minutes ?? 0) * 60_000),
    );
    expect(await line(w, "D-03", 100)).toMatchObject({ minutes: 10, timedRuns: 0 });
  });

  it("stands still once it has ended", async () => {
    const w = await world();
    const { id } = await pilot(w);
    await execute(
      endRun,
      w.lead,
      { upgrade: w.key, run: id, version: 1, outcome: "failed", lessons: "No disk" },
      { now: minutes(60) },
    );
    expect(await live(w, 600)).toMatchObject({ run: { minutes: 60, outcome: "failed" }, expectedEnd: null });
  });
});

it("keeps its environment: one in which something was rehearsed is not removed, and it is said why", async () => {
  const w = await world();
  const place = { upgrade: w.key, environment: "pre-prod" };
  const { version } = await reader.environment.findFirstOrThrow({
    where: { key: "pre-prod", upgrade: { key: w.key } },
  });
  await execute(setTraits, w.lead, { ...place, traits: [{ key: "nodes", value: "2", version: 0 }] });
  await execute(setTraits, w.lead, {
    ...place,
    environment: "prod",
    traits: [{ key: "nodes", value: "4", version: 0 }],
  });
  await execute(acceptParity, w.lead, {
    ...place,
    trait: "nodes",
    here: "2",
    production: "4",
    reason: "Enough",
  });
  await expect(execute(removeEnvironment, w.lead, { ...place, version })).rejects.toMatchObject({
    code: "refused",
    message: expect.stringContaining("runs, forecasts or accepted differences"),
  });
});

describe("The log of a run", () => {
  it("has every event of its environment from begin to end, with the minute", async () => {
    const w = await world();
    const { id } = await pilot(w);
    await act(w, w.engineer, startStep, "dev", "D-02", { now: minutes(7) });
    await execute(
      endRun,
      w.lead,
      { upgrade: w.key, run: id, version: 1, outcome: "failed", lessons: "No disk" },
      { now: minutes(9) },
    );
    await act(w, w.engineer, startStep, "dev", "D-03", { now: minutes(20) }).catch(() => undefined);
    const file = await answer(exportRunLog, w.viewer, { upgrade: w.key, run: id });
    let text = "";
    for await (const part of file.content) text += String(part);
    const lines = text.trim().split(/\r?\n/).slice(1);
    expect(lines.map((line) => [line.split(",")[0], line.split(",")[3]?.replaceAll('"', "")])).toEqual([
      ["0", "run.started"],
      ["7", "step.started"],
      ["7", "environment.statusChanged"],
      ["9", "run.ended"],
    ]);
    await expect(answer(exportRunLog, w.outsider, { upgrade: w.key, run: id })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("A decision point", () => {
  const ask = (w: World, run: string, who: Person = w.lead) =>
    execute(askDecision, who, { upgrade: w.key, run, question: "On to the data?" }, { now: minutes(1) });
  const vote = (w: World, run: string, decision: string, who: Person, verdict: "go" | "no_go", reason = "") =>
    execute(voteInRun, who, { upgrade: w.key, run, decision, verdict, reason }, { now: minutes(2) });
  const decide = (
    w: World,
    run: string,
    decision: string,
    version: number,
    verdict: "go" | "no_go",
    reason = "",
  ) =>
    execute(
      decideInRun,
      w.manager,
      { upgrade: w.key, run, decision, version, verdict, reason },
      { now: minutes(3) },
    );

  it("is asked, voted on, decided once, and kept with every vote", async () => {
    const w = await world();
    const { id: run } = await pilot(w);
    const { id } = await ask(w, run);
    expect(
      await reader.notification.count({ where: { kind: "decision_wanted", userId: w.manager.id } }),
    ).toBe(1);
    await expect(vote(w, run, id, w.engineer, "no_go")).rejects.toMatchObject(refusal("reason_needed"));
    await vote(w, run, id, w.engineer, "no_go", "The dump is not whole");
    await vote(w, run, id, w.lead, "go");
    await expect(decide(w, run, id, 1, "go")).rejects.toMatchObject(refusal("reason_needed"));
    await vote(w, run, id, w.engineer, "go");
    await expect(decide(w, run, id, 9, "go")).rejects.toMatchObject({ code: "version_conflict" });
    await decide(w, run, id, 1, "go");
    await expect(decide(w, run, id, 2, "no_go", "No")).rejects.toMatchObject(refusal("decided"));
    await expect(vote(w, run, id, w.lead, "go")).rejects.toMatchObject(refusal("decided"));
    const [decision] = (await live(w, 4)).decisions;
    expect(decision).toMatchObject({
      verdict: "go",
      decidedBy: { name: "Priya" },
      askedBy: { name: "Omar" },
    });
    expect(decision?.votes.map(({ by, verdict }) => [by.name, verdict]).sort()).toEqual([
      ["Ines", "go"],
      ["Omar", "go"],
    ]);
    const told = await reader.auditEvent.findMany({
      where: { type: { in: ["run.voted", "run.decided"] }, subjectId: run },
    });
    expect(told).toHaveLength(4);
    await expectSettled(w.key);
  });

  it("is no one's to decide but leads' and managers', and none of another run's", async () => {
    const w = await world();
    const { id: run } = await pilot(w);
    const { id } = await ask(w, run, w.engineer);
    await expect(
      execute(decideInRun, w.engineer, { upgrade: w.key, run, decision: id, version: 1, verdict: "go" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(vote(w, run, run, w.lead, "go")).rejects.toMatchObject({ code: "not_found" });
    await expect(ask(w, run, w.viewer)).rejects.toMatchObject({ code: "forbidden" });
  });
});
