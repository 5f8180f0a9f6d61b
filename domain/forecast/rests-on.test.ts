import { describe, expect, it } from "vitest";
import { compareParity } from "../parity";
import { assume, durationUnder, likeness } from "./rests-on";

const step = (planned: number | null, ...minutes: number[]) => ({
  planned,
  samples: minutes.map((one) => ({ minutes: one, ratio: 1 })),
});
const timed = Array.from({ length: 12 }, () => step(20, 30));
const planned = Array.from({ length: 12 }, () => step(20));

describe("What a forecast assumes", () => {
  it("is that steps nobody has timed miss their plan as the timed ones did, the more of those there are", () => {
    const none = assume(planned, { runs: 0, parity: null });
    const some = assume([...timed, ...planned], { runs: 1, parity: 1 });
    expect(none.habit).toBe(1);
    expect(some.habit).toBeCloseTo(1.5 ** (12 / 16));
    expect(durationUnder(step(40), some).median).toBeCloseTo(40 * some.habit);
    expect(assume([step(20, 30)], { runs: 1, parity: 1 }).habit).toBeLessThan(some.habit);
    expect(assume([step(null, 30), step(0, 30)], { runs: 1, parity: 1 }).habit).toBe(1);
  });

  it("is wider and longer for what was measured where little is like production", () => {
    const at = (parity: number | null) => assume(timed, { runs: 1, parity });
    expect(at(1).discount).toBe(1);
    expect(at(0).discount).toBeCloseTo(1.284, 2);
    expect(at(0).common).toBeGreaterThan(at(0.5).common);
    expect(at(0.5).common).toBeGreaterThan(at(1).common);
    expect(at(null)).toEqual(at(0.5));
    expect(durationUnder(step(20, 30), at(0)).median).toBeGreaterThan(
      durationUnder(step(20, 30), at(1)).median,
    );
  });

  it("is surer of a night the more nights were timed, and least sure of plans alone", () => {
    const common = [0, 1, 3, 9].map(
      (runs) => assume(runs === 0 ? planned : timed, { runs, parity: 1 }).common,
    );
    expect(common.toSorted((a, b) => b - a)).toEqual(common);
    expect(assume([], { runs: 0, parity: 1 }).common).toBeGreaterThan(0);
  });

  it("believes measured times as far as the environments are alike, whatever their amounts", () => {
    const of = (here: Record<string, string>, there: Record<string, string>) =>
      likeness(compareParity(new Map(Object.entries(here)), new Map(Object.entries(there)), []).lines);
    expect(of({}, {})).toBeNull();
    expect(of({ apis: "3" }, { apis: "300" })).toBeNull();
    const alike = of({ jvm: "17", os: "Debian 12" }, { jvm: "17", os: "Debian 12" });
    const unlike = of({ jvm: "11", os: "Debian 12" }, { jvm: "17", os: "Debian 12" });
    expect(alike).toBeGreaterThan(0.5);
    expect(unlike).toBeLessThan(alike ?? 0);
  });
});
