import { describe, expect, it } from "vitest";
import { interruptRun, resumeRun } from "@/features/rehearsal/commands/change";
import { endRun } from "@/features/rehearsal/commands/end";
import { setTraits } from "@/features/rehearsal/commands/parity";
import { setRehearsal } from "@/features/rehearsal/commands/set-rules";
import { startRun } from "@/features/rehearsal/commands/start";
import { editStep } from "@/features/steps/commands/edit";
import { assignStep } from "@/features/steps/commands/plan-work";
import { finishStep, startStep } from "@/features/steps/commands/state";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { expectSettled } from "@/scripts/testing/settled";
import { look } from "@/scripts/testing/signing";
import { act, openDev, proveStep, refusal } from "@/scripts/testing/steps";
import { type Person, stepOf, type World, world } from "@/scripts/testing/world";
import { keepForecast } from "./commands";
import { getForecast } from "./queries/forecast";
import { listForecasts } from "./queries/kept";

const minutes = (count: number) => new Date(Date.parse("2026-11-24T20:00:00Z") + count * 60_000);
const see = (w: World, more: object = {}, now = minutes(600)) =>
  answer(getForecast, w.viewer, { upgrade: w.key, environment: "prod", draws: 2000, ...more }, { now });
const keep = (
  w: World,
  environment = "prod",
  { by = w.lead, now = minutes(0) }: { by?: Person; now?: Date } = {},
) => execute(keepForecast, by, { upgrade: w.key, environment, draws: 2000 }, { now });
const kept = async (w: World) => (await answer(listForecasts, w.viewer, { upgrade: w.key })).forecasts;
const edit = async (w: World, environment: string, code: string, change: object) => {
  const { id, version } = await stepOf(w.key, environment, code);
  return execute(editStep, w.lead, { upgrade: w.key, step: id, version, ...change });
};
const traits = (w: World, environment: string, values: Record<string, string>) =>
  execute(setTraits, w.engineer, {
    upgrade: w.key,
    environment,
    traits: Object.entries(values).map(([key, value]) => ({ key, value, version: 0 })),
  });

/** D-02 in 40 minutes by Ines and D-03 in 20 by Omar, on Dev. */
async function timeDev(w: World) {
  await act(w, w.engineer, startStep, "dev", "D-02", { now: minutes(10) });
  await proveStep(w, w.engineer, "dev", "D-02");
  await act(w, w.engineer, finishStep, "dev", "D-02", { now: minutes(50) });
  await act(w, w.lead, startStep, "dev", "D-03", { now: minutes(60) });
  await act(w, w.lead, finishStep, "dev", "D-03", { now: minutes(80) });
}

describe("The forecast of an environment", () => {
  it("rests on planned minutes before anything was timed, then on what was, by as many people", async () => {
    const w = await world();
    const before = await see(w);
    expect(before.lines.map(({ code, restsOn }) => [code, restsOn])).toEqual(
      before.lines.map(({ code }) => [code, "planned"]),
    );
    expect(before).toMatchObject({
      crew: { size: 1, named: false, because: "alone" },
      restsOn: { samples: 0, runs: 0, timed: 0, oldest: null, habit: 1 },
      parity: null,
      whatIf: null,
      closed: 0,
    });
    expect(before.p50).toBeLessThan(before.p80);
    expect(before.histogram.reduce((sum, { count }) => sum + count, 0)).toBe(2000);
    expect(before.open).toBe(before.lines.length);

    await openDev(w);
    await timeDev(w);
    const after = await see(w);
    expect(after.lines.slice(0, 2)).toMatchObject([
      { code: "D-02", restsOn: "timed", samples: 1, growth: 1 },
      { code: "D-03", restsOn: "timed", samples: 1 },
    ]);
    expect(after.p50).toBeGreaterThan(before.p50);
    expect(after).toMatchObject({
      crew: { size: 2, because: "timed" },
      restsOn: { samples: 2, runs: 1, oldest: minutes(50).toISOString(), newest: minutes(80).toISOString() },
    });
    expect(after.restsOn.habit).toBeGreaterThan(1);
    expect(await see(w)).toEqual(after);
    const dev = await see(w, { environment: "dev" });
    expect(dev.closed).toBe(2);
    expect(dev.open).toBe(after.open - 2);
  });

  it("scales with the amounts written down, and says which are not", async () => {
    const w = await world();
    await openDev(w);
    await timeDev(w);
    await edit(w, "prod", "D-02", { scalesWith: "bytes" });
    const unknown = await see(w);
    expect(unknown.restsOn.unknown).toEqual(["bytes"]);
    expect(unknown.lines[0]).toMatchObject({ growth: null, scalesWith: "bytes" });
    await traits(w, "dev", { "database.bytes": "1e9", jvm: "17" });
    await traits(w, "prod", { "database.bytes": "20 000 000 000", jvm: "21" });
    const known = await see(w);
    expect(known.restsOn.unknown).toEqual([]);
    expect(known.lines[0]?.growth).toBeCloseTo(20);
    expect(known.amounts).toEqual({ bytes: 2e10 });
    expect(known.parity).toBeLessThan(0.5);
    expect(known.p50).toBeGreaterThan(unknown.p50);
  });

  it("answers what-ifs beside it: more people, steps done before, other amounts; and refuses codes it does not know", async () => {
    const w = await world();
    await openDev(w);
    await timeDev(w);
    await edit(w, "prod", "D-03", { predecessors: [], scalesWith: "bytes" });
    await traits(w, "dev", { "database.bytes": "1e9" });
    await traits(w, "prod", { "database.bytes": "1e9" });
    const p80 = async (more: object) => (await see(w, { crew: 1, ...more })).whatIf?.p80 ?? 0;
    const is = await see(w, { crew: 1 });
    expect(await p80({ people: 2 })).toBeLessThan(is.p80);
    expect(await p80({ without: "D-02, D-03" })).toBeLessThan(is.p80);
    expect(await p80({ bytes: "9e9" })).toBeGreaterThan(is.p80);
    expect((await see(w, { without: "D-03", bytes: 5 })).whatIf).toMatchObject({
      people: null,
      without: ["D-03"],
      amounts: { bytes: 5 },
    });
    const steps = is.levers.flatMap(({ step }) => step?.code ?? []);
    expect(steps[0]).toBe("D-02");
    await expect(see(w, { without: "D-02,D-99" })).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringContaining("no step D-99"),
    });
    await expect(see(w, { environment: "moon" })).rejects.toMatchObject({ code: "not_found" });
    await expect(see(w, { people: 0 })).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("reckons with the people assigned when every step has somebody", async () => {
    const w = await world();
    for (const { code } of (await see(w)).lines) {
      const { id, version } = await stepOf(w.key, "prod", code);
      await execute(assignStep, w.lead, { upgrade: w.key, step: id, version, assigneeId: w.engineer.id });
    }
    const view = await see(w);
    expect(view.crew).toEqual({ size: 1, named: true, because: "assigned" });
    expect(view.lines[0]?.assignee).toBe("Ines");
  });
});

describe("A forecast that is kept", () => {
  it("says what it rested on and who made it, and is held against the next run of its environment", async () => {
    const w = await world();
    await openDev(w);
    const first = await keep(w, "dev");
    expect(first).toMatchObject({
      environment: { key: "dev" },
      number: 1,
      by: { name: "Omar" },
      crew: 1,
      part: "verify",
      closed: 0,
      took: null,
      restsOn: { samples: 0 },
    });
    expect(first.critical[0]).toMatchObject({ code: "D-02" });
    expect(await kept(w)).toEqual([first]);

    const run = await execute(
      startRun,
      w.engineer,
      {
        upgrade: w.key,
        environment: "dev",
        data: { source: "production_dump", takenAt: "2026-11-20T20:00:00Z" },
      },
      { now: minutes(5) },
    );
    const pause = { upgrade: w.key, run: run.id };
    await timeDev(w);
    await execute(
      interruptRun,
      w.engineer,
      { ...pause, version: 1, reason: "Fire alarm" },
      { now: minutes(52) },
    );
    await execute(resumeRun, w.engineer, { ...pause, version: 2 }, { now: minutes(58) });
    await execute(endRun, w.engineer, { ...pause, version: 3, outcome: "succeeded" }, { now: minutes(100) });
    expect((await kept(w))[0]?.took).toEqual({ run: run.id, minutes: 64, within: "none" });

    const next = await keep(w, "prod", { now: minutes(200) });
    expect(next).toMatchObject({ number: 1, took: null, restsOn: { samples: 2, runs: 1 } });
    expect((await kept(w)).map(({ id }) => id)).toEqual([next.id, first.id]);
    const events = await reader.auditEvent.findMany({ where: { type: "forecast.made" } });
    expect(events.map(({ data }) => data)).toContainEqual(
      expect.objectContaining({ environment: "Dev", number: 1, crew: 1, p80: first.p80 }),
    );
    await expectSettled(w.key);
  });

  it("is kept by leads and engineers, and only while something is open", async () => {
    const w = await world();
    await keep(w, "prod", { by: w.engineer });
    for (const by of [w.manager, w.viewer])
      await expect(keep(w, "prod", { by })).rejects.toThrow("Only leads and engineers can keep forecasts");
    await expect(keep(w, "prod", { by: w.outsider })).rejects.toMatchObject({ code: "not_found" });
    await expect(keep(w, "moon")).rejects.toMatchObject({ code: "not_found" });
    await openDev(w);
    await timeDev(w);
    await expect(keep(w, "dev", { now: minutes(90) })).rejects.toMatchObject(refusal("nothing_open"));
    expect(await kept(w)).toHaveLength(1);
  });

  it("is asked for by production's entry where the rules say so, again after the plan changed", async () => {
    const w = await world();
    const rules = {
      pilotIn: "dev" as const,
      volumeRatio: 0.8,
      backOut: false,
      parity: false,
      forecast: true,
      reserveMinutes: 60,
      window: false,
    };
    await execute(setRehearsal, w.lead, {
      upgrade: w.key,
      version: 1,
      rules,
      reason: "The bank asks for it",
    });
    const asked = async () =>
      (await look(w.lead, w.key, "prod", "entry")).blockers
        .filter(({ kind }) => kind === "forecast_missing")
        .map(({ title }) => title);
    expect(await asked()).toEqual(["No forecast of Prod is kept"]);
    await keep(w, "dev", { now: new Date() });
    expect(await asked()).toHaveLength(1);
    await keep(w, "prod", { now: new Date() });
    expect(await asked()).toEqual([]);
    await expectSettled(w.key);
    await edit(w, "prod", "D-03", { instructions: "Do it twice." });
    expect(await asked()).toEqual(["The forecast of Prod is older than its plan"]);
    await expectSettled(w.key);
  });
});
