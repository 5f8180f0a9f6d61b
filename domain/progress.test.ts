import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countStates, percentOf, progressOf } from "./progress";
import { isClosed, stepStates } from "./step";

describe("progress", () => {
  it("counts skipped as closed and leaves out what does not apply", () => {
    expect(progressOf({ done: 60, skipped: 6, doing: 3, todo: 4, blocked: 1, not_applicable: 6 })).toEqual({
      closed: 66,
      total: 74,
      notApplicable: 6,
      percent: 89,
    });
  });

  it("is 99 % with one of 1,000 left and 1 % with the first of 1,000 done", () => {
    expect(percentOf(999, 1000)).toBe(99);
    expect(percentOf(1, 1000)).toBe(1);
    expect(percentOf(0, 1000)).toBe(0);
    expect(percentOf(0, 0)).toBe(0);
    expect(progressOf({ not_applicable: 3 }).percent).toBe(100);
  });

  it("shows 100 % exactly when nothing is open, and never falls when a step is closed", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...stepStates), { minLength: 1, maxLength: 300 }), (states) => {
        const steps = states.map((state) => ({ state }));
        const progress = progressOf(countStates(steps));
        expect(progress.percent === 100).toBe(states.every(isClosed));
        const first = steps.findIndex(({ state }) => !isClosed(state));
        if (first < 0) return;
        const closed = steps.map((step, index) => (index === first ? { state: "done" as const } : step));
        expect(progressOf(countStates(closed)).percent).toBeGreaterThanOrEqual(progress.percent);
      }),
    );
  });
});
