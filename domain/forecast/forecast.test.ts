import { describe, expect, it } from "vitest";
import {
  type ForecastAsk,
  type ForecastFacts,
  forecast,
  type PlannedWork,
  type TimedWork,
  typicalMinutes,
} from "./forecast";

const step = (id: string, more: Partial<PlannedWork> = {}): PlannedWork => ({
  id,
  sameAs: id,
  part: "migrate",
  state: "todo",
  planned: 30,
  scalesWith: null,
  exclusive: null,
  unattended: false,
  assignee: null,
  predecessors: [],
  elapsed: null,
  ...more,
});
const timed = (sameAs: string, minutes: number, more: Partial<TimedWork> = {}): TimedWork => ({
  sameAs,
  environment: "dev",
  minutes,
  at: 1_000,
  by: "Ines",
  ...more,
});
const facts = (steps: PlannedWork[], more: Partial<ForecastFacts> = {}): ForecastFacts => ({
  environment: "prod",
  steps,
  timed: [],
  amounts: new Map(),
  parity: new Map(),
  ...more,
});
const ask: ForecastAsk = { crew: null, verify: true, seed: 1, draws: 2000 };
const nothing = { crew: null, without: new Set<string>(), amounts: {} };

describe("A forecast", () => {
  it("counts the open steps of the migration and its verification; what is skipped between them still holds them in order", () => {
    const steps = [
      step("a"),
      step("off", { state: "not_applicable", predecessors: ["a"] }),
      step("ready", { part: "prepare", predecessors: ["off"] }),
      step("b", { predecessors: ["ready"] }),
      step("v", { part: "verify", predecessors: ["b"] }),
      step("later", { part: "after", predecessors: ["v"] }),
    ];
    const { is } = forecast(facts(steps), { ...ask, crew: 5 });
    expect(is.lines.map(({ id }) => id)).toEqual(["a", "b", "v"]);
    expect(is.lines.map(({ critical }) => critical)).toEqual([1, 1, 1]);
    expect(is).toMatchObject({ closed: 0, samples: 0, runs: 0, oldest: null, crew: { because: "asked" } });
    const short = forecast(facts(steps), { ...ask, crew: 5, verify: false }).is;
    expect(short.lines.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(short.p80).toBeLessThan(is.p80);
  });

  it("rests on what was measured, scaled to the amounts of the environment; what is not written down is named", () => {
    const steps = [
      step("copy", { scalesWith: "bytes", planned: null }),
      step("scan", { scalesWith: "rows" }),
    ];
    const amounts = new Map([
      ["dev", { bytes: 1e9 }],
      ["prod", { bytes: 1e10, rows: 5 }],
    ]);
    const times = [12, 12, 13, 11].map((minutes) => timed("copy", minutes));
    const { is } = forecast(
      facts(steps, { timed: [...times, timed("scan", 9, { at: 5_000 })], amounts }),
      ask,
    );
    const [copy, scan] = is.lines;
    expect(copy).toMatchObject({ restsOn: "timed", samples: 4 });
    expect(copy?.growth).toBeCloseTo(10);
    expect(copy?.range.p50).toBeGreaterThan(100);
    expect(scan).toMatchObject({ samples: 1, growth: null });
    expect(is).toMatchObject({ unknown: ["rows"], samples: 5, runs: 1, oldest: 1_000, newest: 5_000 });
  });

  it("says what each timed step usually takes, scaled by amounts, and nothing of those nobody timed", () => {
    const steps = [step("copy", { scalesWith: "bytes" }), step("scan"), step("never")];
    const amounts = new Map([
      ["dev", { bytes: 1e9 }],
      ["prod", { bytes: 1e10 }],
    ]);
    const times = [60, 60, 60].map((minutes) => timed("scan", minutes));
    const typical = typicalMinutes(facts(steps, { timed: [...times, timed("copy", 30)], amounts }));
    expect([...typical.keys()]).toEqual(["copy", "scan"]);
    expect(typical.get("scan")).toMatchObject({ samples: 3 });
    // Near what was measured: three attempts outweigh the half hour that was planned.
    expect(typical.get("scan")?.minutes).toBeGreaterThan(45);
    expect(typical.get("scan")?.minutes).toBeLessThan(65);
    expect(typical.get("copy")?.minutes).toBeGreaterThan(60);
  });

  it("reckons with the people assigned, else with as many as did it last, else with one", () => {
    const both = [step("a", { assignee: "Ines" }), step("b", { assignee: "Omar" })];
    expect(forecast(facts(both), ask).is.crew).toEqual({ size: 1, named: true, because: "assigned" });
    const free = [step("a"), step("b")];
    expect(forecast(facts(free), ask).is.crew).toEqual({ size: 1, named: false, because: "alone" });
    const done = [
      timed("a", 9, { environment: "dev", by: "Zoe" }),
      timed("a", 9, { environment: "pre-prod", at: 9_000 }),
      timed("b", 9, { environment: "pre-prod", at: 8_000, by: "Omar" }),
    ];
    expect(forecast(facts(free, { timed: done }), ask).is.crew).toEqual({
      size: 2,
      named: false,
      because: "timed",
    });
    expect(forecast(facts(both), ask).is.p80).toBeLessThan(forecast(facts(free), ask).is.p80);
  });

  it("answers what-ifs under the same luck: nothing changed is nothing changed, more people and fewer steps are no longer", () => {
    const steps = [step("a"), step("b"), step("c", { predecessors: ["a"], scalesWith: "bytes" })];
    const world = facts(steps, {
      amounts: new Map([
        ["dev", { bytes: 1e9 }],
        ["prod", { bytes: 1e9 }],
      ]),
      timed: [timed("c", 30)],
    });
    const { is, changed } = forecast(world, ask, nothing);
    expect(changed).toEqual({ p50: is.p50, p80: is.p80, p95: is.p95, mean: is.mean });
    expect(forecast(world, ask).changed).toBeNull();
    const p80 = (whatIf: Partial<typeof nothing>) =>
      forecast(world, ask, { ...nothing, ...whatIf } as typeof nothing).changed?.p80 ?? 0;
    expect(p80({ crew: 3 as never })).toBeLessThan(is.p80);
    expect(p80({ without: new Set(["b"]) })).toBeLessThan(is.p80);
    expect(p80({ amounts: { bytes: 5e9 } })).toBeGreaterThan(is.p80);
    const named = facts(steps.map((one) => ({ ...one, assignee: "Ines" })));
    const more = forecast(named, ask, { ...nothing, crew: 3 });
    expect(more.changed?.p80).toBeLessThan(more.is.p80);
  });

  it("narrows as the night goes on", () => {
    const chain = (done: number, elapsed: number | null) =>
      Array.from({ length: 10 }, (_, index) =>
        step(`S-${index}`, {
          predecessors: index === 0 ? [] : [`S-${index - 1}`],
          state: index < done ? "done" : index === done && elapsed !== null ? "doing" : "todo",
          elapsed: index === done ? elapsed : null,
        }),
      );
    const at = (done: number, elapsed: number | null = null) => forecast(facts(chain(done, elapsed)), ask).is;
    const widths = [0, 3, 6, 9].map((done) => at(done).p95 - at(done).p50);
    expect(widths.toSorted((a, b) => b - a)).toEqual(widths);
    expect(at(3).closed).toBe(3);
    expect(at(3, 25).p50).toBeLessThan(at(3).p50);
    expect(at(10)).toMatchObject({ p50: 0, p80: 0, p95: 0, lines: [], histogram: expect.anything() });
  });
});
