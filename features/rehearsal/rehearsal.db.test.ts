import { describe, expect, it } from "vitest";
import { traits } from "@/domain/parity";
import { finishStep, reopenStep, startStep } from "@/features/steps/commands/state";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { expectSettled } from "@/scripts/testing/settled";
import { look, signNow } from "@/scripts/testing/signing";
import { act, openDev, proveStep, refusal } from "@/scripts/testing/steps";
import { stepOf, type World, world } from "@/scripts/testing/world";
import { editStep } from "../steps/commands/edit";
import { editRun, interruptRun, noteInRun, resumeRun } from "./commands/change";
import { backOut, backOutOfStep, endBackOut, endRun } from "./commands/end";
import { acceptParity, setTraits, withdrawParity } from "./commands/parity";
import { setRehearsal } from "./commands/set-rules";
import { startRun } from "./commands/start";
import { getParity } from "./queries/parity";
import { getRun, listRuns } from "./queries/runs";

const rules = {
  pilotIn: "dev" as const,
  volumeRatio: 0.8,
  backOut: true,
  parity: true,
  forecast: false,
  reserveMinutes: 60,
  window: false,
};
const dump = { source: "production_dump" as const, takenAt: "2026-11-20T20:00:00Z" };
const minutes = (count: number) => new Date(Date.parse("2026-11-24T20:00:00Z") + count * 60_000);

async function rehearsed(w: World, more: Partial<typeof rules> = {}) {
  await execute(setRehearsal, w.lead, {
    upgrade: w.key,
    version: 1,
    rules: { ...rules, ...more },
    reason: "The bank asks for it",
  });
}
const start = (w: World, more: object = {}, now = minutes(0)) =>
  execute(
    startRun,
    w.engineer,
    { upgrade: w.key, environment: "dev", data: dump, participants: [w.engineer.id], ...more },
    { now },
  );
const see = (w: World, run: string, now = minutes(0)) =>
  answer(getRun, w.viewer, { upgrade: w.key, run }, { now });
const blockers = async (w: World) =>
  (await look(w.lead, w.key, "prod", "entry")).blockers
    .map(({ kind }) => kind)
    .filter((kind) => /pilot|parity|back_out/.test(kind));

describe("A pilot", () => {
  it("times what is done in it, without its interruptions, and is numbered", async () => {
    const w = await world();
    await openDev(w);
    const run = await start(w);
    expect(run).toMatchObject({ number: 1, version: 1 });
    await act(w, w.engineer, startStep, "dev", "D-02", { now: minutes(5) });
    await execute(
      interruptRun,
      w.engineer,
      { upgrade: w.key, run: run.id, version: 1, reason: "Fire alarm" },
      { now: minutes(10) },
    );
    await execute(resumeRun, w.lead, { upgrade: w.key, run: run.id, version: 2 }, { now: minutes(40) });
    await proveStep(w, w.engineer, "dev", "D-02");
    await act(w, w.engineer, finishStep, "dev", "D-02", { now: minutes(50) });
    await execute(
      noteInRun,
      w.manager,
      { upgrade: w.key, run: run.id, kind: "deviation", text: "Disk was too small" },
      { now: minutes(55) },
    );

    const view = await see(w, run.id, minutes(60));
    expect(view).toMatchObject({ minutes: 30, interruptedMinutes: 30, deviations: 1, interrupted: null });
    expect(view.steps.find(({ code }) => code === "D-02")).toMatchObject({ handsOn: 15, by: "Ines" });
    expect(view.steps.find(({ code }) => code === "D-01")).toMatchObject({ handsOn: null });
    expect(view.entries.map(({ kind, text, until }) => [kind, text, until])).toEqual([
      ["interruption", "Fire alarm", minutes(40).toISOString()],
      ["deviation", "Disk was too small", null],
    ]);
    await expectSettled(w.key);
  });

  it("does not begin in production, twice at once, behind a shut gate or without its data, and says so", async () => {
    const w = await world();
    await expect(start(w)).rejects.toMatchObject(refusal("gate_shut"));
    await openDev(w);
    await expect(start(w, { environment: "prod" })).rejects.toMatchObject(refusal("kind", "gate_shut"));
    await expect(start(w, { kind: "live" })).rejects.toMatchObject(refusal("kind"));
    await expect(start(w, { data: null })).rejects.toMatchObject(refusal("data"));
    await expect(start(w, { data: { source: "generated" } })).rejects.toMatchObject(refusal("tables"));
    await expect(start(w, { data: { ...dump, takenAt: "2027-01-01T00:00:00Z" } })).rejects.toMatchObject(
      refusal("taken_at"),
    );
    await expect(start(w, { participants: [w.outsider.id] })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await start(w);
    await expect(start(w)).rejects.toMatchObject(refusal("running"));
    const begun = await Promise.allSettled([
      start(w, { environment: "pre-prod" }),
      execute(startRun, w.viewer, { upgrade: w.key, environment: "dev", data: dump }),
    ]);
    expect(begun.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  });

  it("succeeded only when its migration is closed; otherwise it says what went wrong", async () => {
    const w = await world();
    await openDev(w);
    const run = await start(w);
    const end = (version: number, outcome: "succeeded" | "failed", lessons = "") =>
      execute(
        endRun,
        w.lead,
        { upgrade: w.key, run: run.id, version, outcome, lessons },
        { now: minutes(30) },
      );
    await expect(end(1, "succeeded")).rejects.toMatchObject(refusal("steps_open"));
    await expect(end(1, "failed")).rejects.toMatchObject(refusal("lessons_needed"));
    await expect(end(7, "failed", "Too slow")).rejects.toMatchObject({ code: "version_conflict" });
    await end(1, "failed", "Too slow");
    await expect(end(2, "failed", "Too slow")).rejects.toMatchObject({ code: "refused" });
    await expect(
      execute(noteInRun, w.lead, { upgrade: w.key, run: run.id, kind: "note", text: "Later" }),
    ).rejects.toMatchObject({ code: "refused" });
    expect((await start(w, {}, minutes(90))).number).toBe(2);
  });

  it("keeps its people when its data is corrected, and counts no waiting from before it began", async () => {
    const w = await world();
    await openDev(w);
    // Its predecessor is closed by now, three hours before the run begins.
    const opened = Date.now();
    const inRun = (count: number) => ({ now: new Date(opened + (180 + count) * 60_000) });
    const run = await start(w, {}, inRun(0).now);
    const of = { upgrade: w.key, run: run.id };
    await execute(editRun, w.lead, { ...of, version: 1, data: { ...dump, masked: true } });
    await act(w, w.engineer, startStep, "dev", "D-02", inRun(7));
    await proveStep(w, w.engineer, "dev", "D-02");
    await act(w, w.engineer, finishStep, "dev", "D-02", inRun(20));
    const { participants, steps } = await answer(getRun, w.viewer, of, inRun(30));
    expect(participants).toEqual([{ id: w.engineer.id, name: w.engineer.name }]);
    expect(steps.find(({ code }) => code === "D-02")).toMatchObject({ waited: 7, handsOn: 13 });
  });

  it("of another upgrade is not found", async () => {
    const w = await world();
    const other = await world();
    await openDev(w);
    const run = await start(w);
    await expect(answer(getRun, other.lead, { upgrade: other.key, run: run.id })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

/** Says of two steps of dev how they are undone; the small playbook leaves it open. */
async function sayWayBack(w: World) {
  for (const code of ["D-02", "D-03"]) {
    const { id, version } = await stepOf(w.key, "dev", code);
    await execute(editStep, w.lead, { upgrade: w.key, step: id, version, backOut: `Undo ${code}.` });
  }
}

/** Closes the migration of dev. */
async function migrate(w: World, at = 10) {
  for (const code of ["D-02", "D-03"]) {
    const row = await reader.step.findFirst({
      where: { upgrade: { key: w.key }, code, environment: { key: "dev" }, removedAt: null },
    });
    if (!row || row.state === "done") continue;
    await proveStep(w, w.engineer, "dev", code);
    await act(w, w.engineer, finishStep, "dev", code, { now: minutes(at) });
  }
  const open = await reader.step.findMany({
    where: {
      upgrade: { key: w.key },
      environment: { key: "dev" },
      state: { not: "done" },
      part: { in: ["prepare", "migrate"] },
      removedAt: null,
    },
  });
  for (const { code } of open) await act(w, w.engineer, finishStep, "dev", code, { now: minutes(at) });
}

/** A pilot of dev that succeeded, backed out of on the way. */
async function pilot(w: World, { from = 0, way = true, more = {} as object } = {}) {
  const run = await start(w, more, minutes(from));
  await migrate(w, from + 10);
  let version = 1;
  if (way) {
    const at = { now: minutes(from + 30) };
    await execute(backOut, w.lead, { upgrade: w.key, run: run.id, version, reason: "Rehearse it" }, at);
    for (const { step } of (await see(w, run.id)).backOutPlan) {
      await execute(backOutOfStep, w.engineer, { upgrade: w.key, run: run.id, step }, at);
      await execute(
        backOutOfStep,
        w.engineer,
        { upgrade: w.key, run: run.id, step, done: true },
        { now: minutes(from + 35) },
      );
    }
    version = (await see(w, run.id)).version;
    version = (
      await execute(endBackOut, w.lead, { upgrade: w.key, run: run.id, version }, { now: minutes(from + 40) })
    ).version;
  }
  await execute(
    endRun,
    w.lead,
    { upgrade: w.key, run: run.id, version, outcome: "succeeded" },
    { now: minutes(from + 50) },
  );
  return run.id;
}

async function sameTraits(w: World) {
  for (const environment of ["dev", "prod"])
    await execute(setTraits, w.engineer, {
      upgrade: w.key,
      environment,
      traits: traits.map(({ key }) => ({ key, value: "4", version: 0 })),
    });
}

describe("Production's entry gate", () => {
  it("asks for nothing of a rehearsal where no rules say so", async () => {
    expect(await blockers(await world())).toEqual([]);
  });

  it("is shut by each missing part of the rehearsal in turn, until everything was rehearsed", async () => {
    const w = await world();
    await rehearsed(w);
    await openDev(w);
    await sayWayBack(w);
    expect(await blockers(w)).toEqual(["pilot_missing", "parity_open", "back_out_missing"]);
    await pilot(w, {
      way: false,
      more: { data: { source: "generated", tables: [{ name: "AM_API", rows: 40, production: 100 }] } },
    });
    expect(await blockers(w)).toEqual(["pilot_data", "parity_open", "back_out_missing"]);
    await pilot(w, { from: 100 });
    expect(await blockers(w)).toEqual(["parity_open"]);
    await sameTraits(w);
    expect(await blockers(w)).toEqual([]);
    await expectSettled(w.key);
  });

  it("asks again when the plan of production or its way back changes after the pilot", async () => {
    const w = await world();
    await rehearsed(w, { parity: false });
    await openDev(w);
    await sayWayBack(w);
    await pilot(w);
    expect(await blockers(w)).toEqual([]);
    const edit = async (change: object, now: Date) => {
      const step = await reader.step.findFirstOrThrow({
        where: { upgrade: { key: w.key }, code: "D-03", environment: { key: "prod" } },
      });
      await execute(
        editStep,
        w.lead,
        { upgrade: w.key, step: step.id, version: step.version, ...change },
        { now },
      );
    };
    await edit({ title: "Move the data" }, minutes(60));
    expect(await blockers(w)).toEqual([]);
    await edit({ backOut: "Restore the dump." }, minutes(61));
    expect(await blockers(w)).toEqual(["back_out_missing"]);
    await edit({ instructions: "Do it twice." }, minutes(62));
    expect(await blockers(w)).toEqual(["pilot_missing", "back_out_missing"]);
    await expectSettled(w.key);
  });

  it("binds the signatures of the go/no-go to what was rehearsed", async () => {
    const w = await world();
    await rehearsed(w, { parity: false, backOut: false });
    const { bound } = await look(w.lead, w.key, "prod", "entry");
    await openDev(w);
    await pilot(w, { way: false });
    expect((await look(w.lead, w.key, "prod", "entry")).bound.manifestSha256).not.toBe(bound.manifestSha256);
    await expect(signNow(w.lead, w.key, "prod", "entry")).rejects.toMatchObject({ code: "refused" });
  });
});

describe("Backing out", () => {
  it("undoes what was done, the last first, and ends when all of it is undone", async () => {
    const w = await world();
    await openDev(w);
    await sayWayBack(w);
    const run = await start(w);
    const begin = (version = 1) =>
      execute(
        backOut,
        w.lead,
        { upgrade: w.key, run: run.id, version, reason: "No luck" },
        { now: minutes(20) },
      );
    await migrate(w);
    const plan = (await see(w, run.id)).backOutPlan;
    expect(plan.map(({ code }) => code)).toEqual(["D-03", "D-02"]);
    const [first] = plan;
    if (!first) throw new Error("nothing to undo");
    const undo = (done: boolean, step = first.step) =>
      execute(backOutOfStep, w.engineer, { upgrade: w.key, run: run.id, step, done }, { now: minutes(25) });
    await expect(undo(true)).rejects.toMatchObject({ code: "refused" });
    await begin();
    await expect(begin(2)).rejects.toMatchObject({ code: "refused" });
    await expect(
      execute(endBackOut, w.lead, { upgrade: w.key, run: run.id, version: 2 }),
    ).rejects.toMatchObject({ code: "refused" });
    await undo(false);
    await expect(undo(false)).rejects.toMatchObject({ code: "refused" });
    await undo(true);
    await expect(undo(true)).rejects.toMatchObject({ code: "refused" });
    await expect(undo(true, run.id)).rejects.toMatchObject({ code: "not_found" });
    const { version, backOutPlan } = await see(w, run.id);
    expect(backOutPlan[0]).toMatchObject({ startedAt: minutes(25).toISOString(), by: { name: "Ines" } });
    await expect(
      execute(endRun, w.lead, { upgrade: w.key, run: run.id, version, outcome: "aborted", lessons: "No" }),
    ).rejects.toMatchObject(refusal("backing_out"));
  });
});

describe("Parity", () => {
  it("compares what was written down; a difference is mended, or accepted for these values only", async () => {
    const w = await world();
    await rehearsed(w);
    const set = (environment: string, value: string | null, version: number) =>
      execute(setTraits, w.engineer, {
        upgrade: w.key,
        environment,
        traits: [{ key: "nodes", value, version }],
      });
    const line = async () =>
      (await answer(getParity, w.viewer, { upgrade: w.key })).lines.find(({ key }) => key === "nodes");
    expect(await line()).toMatchObject({ state: "unknown", here: null, production: null });
    await set("dev", "2", 0);
    await set("prod", "4", 0);
    expect(await line()).toMatchObject({ state: "different", closeness: 0.5 });
    const accept = (here: string, production = "4") =>
      execute(acceptParity, w.lead, {
        upgrade: w.key,
        environment: "dev",
        trait: "nodes",
        here,
        production,
        reason: "Two are enough",
      });
    await expect(accept("3")).rejects.toMatchObject({ code: "version_conflict" });
    await accept("2");
    expect(await line()).toMatchObject({ state: "accepted", reason: "Two are enough" });
    await expect(accept("2")).rejects.toMatchObject({ code: "refused" });
    await expect(set("prod", "6", 0)).rejects.toMatchObject({ code: "version_conflict" });
    await set("prod", "6", 1);
    expect(await line()).toMatchObject({ state: "different" });
    await set("prod", "4", 2);
    expect(await line()).toMatchObject({ state: "accepted" });
    await execute(withdrawParity, w.lead, {
      upgrade: w.key,
      environment: "dev",
      trait: "nodes",
      reason: "Not so",
    });
    expect(await line()).toMatchObject({ state: "different" });
    await set("dev", null, 1);
    expect(await line()).toMatchObject({ state: "unknown" });
    await expect(set("dev", null, 0)).rejects.toMatchObject({ code: "invalid_input" });
    await expectSettled(w.key);
  });
});

describe("What has to be rehearsed", () => {
  it("is decided by a lead, with a reason, and seen by everybody", async () => {
    const w = await world();
    const { version } = await answer(listRuns, w.viewer, { upgrade: w.key });
    await rehearsed(w);
    const seen = await answer(listRuns, w.viewer, { upgrade: w.key });
    expect(seen.rules).toEqual(rules);
    expect(seen.version).toBe(version + 1);
    await expect(rehearsed(w)).rejects.toMatchObject({ code: "version_conflict" });
    await expect(
      execute(setRehearsal, w.engineer, { upgrade: w.key, version: 2, rules: null, reason: "No time" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await execute(setRehearsal, w.lead, {
      upgrade: w.key,
      version: 2,
      rules: null,
      reason: "A small upgrade",
    });
    expect((await answer(listRuns, w.viewer, { upgrade: w.key })).rules).toBeNull();
    const [event] = await reader.auditEvent.findMany({
      where: { type: "upgrade.rehearsalSet" },
      orderBy: { seq: "desc" },
      take: 1,
    });
    expect(event?.data).toMatchObject({ reason: "A small upgrade" });
  });
});

it("reopening a step of a pilot keeps the time it took before", async () => {
  const w = await world();
  await openDev(w);
  const run = await start(w);
  await act(w, w.engineer, startStep, "dev", "D-02", { now: minutes(1) });
  await proveStep(w, w.engineer, "dev", "D-02");
  await act(w, w.engineer, finishStep, "dev", "D-02", { now: minutes(9) });
  await act(w, w.lead, reopenStep, "dev", "D-02", { now: minutes(12), reason: "Once more" });
  expect((await see(w, run.id, minutes(20))).steps.find(({ code }) => code === "D-02")).toMatchObject({
    handsOn: 8,
    state: "todo",
  });
});
