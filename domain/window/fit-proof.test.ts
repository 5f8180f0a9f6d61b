import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitProofs } from "./fit-proof";
import type { WindowFacts } from "./window-proof";

const at = (minutes: number) => new Date(Date.UTC(2026, 11, 5, 22) + minutes * 60_000);
const rules = {
  pilotIn: "pre_prod" as const,
  volumeRatio: 0.8,
  backOut: true,
  parity: true,
  forecast: true,
  reserveMinutes: 60,
  window: true,
};
const prod = {
  id: "prod",
  name: "Prod",
  kind: "prod" as const,
  position: 2,
  startedAt: null,
  changedAt: null,
};
const windows = (length: number): WindowFacts => ({
  required: true,
  windows: [{ environmentId: "prod", start: at(0), end: at(length), plannedEnd: at(length) }],
});
const forecast = (p80: number) => ({ number: 1, at: at(-1000), p80 });
const met = (p80: number, length: number, environment = prod) =>
  fitProofs(rules, forecast(p80), windows(length), environment)[0]?.met;

describe("a forecast in its window", () => {
  it("fits when P80 and reserve take no longer than it", () => {
    expect([met(180, 240), met(180.2, 240), met(181, 240)]).toEqual([true, false, false]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 900 }), (p80, length) => {
        expect(met(p80, length)).toBe(p80 + 60 <= length);
      }),
    );
  });

  it("is not asked where one of the two is missing, or not asked for, or in another environment", () => {
    expect(fitProofs(rules, null, windows(9), prod)).toEqual([]);
    expect(fitProofs(rules, forecast(9), { required: true, windows: [] }, prod)).toEqual([]);
    expect(fitProofs({ ...rules, window: false }, forecast(9), windows(9), prod)).toEqual([]);
    expect(fitProofs(null, forecast(9), windows(9), prod)).toEqual([]);
    expect(
      fitProofs(rules, forecast(9), windows(9), { ...prod, id: "other", kind: "other" as never }),
    ).toEqual([]);
  });

  it("keeps nobody out once work has begun", () => {
    expect(met(500, 240, { ...prod, startedAt: at(5) as never })).toBe(true);
  });
});
