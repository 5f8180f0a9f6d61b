import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  baselineOf,
  baselineWords,
  fewestSamples,
  hourOfWeek,
  limitFrom,
  percentile,
  type Sample,
  usualAt,
} from "./baseline";

const monday = Date.UTC(2026, 10, 2);
const at = (minutes: number) => new Date(monday + minutes * 60_000);
/** Samples every two minutes over so many weeks: busy from 8 to 18, quiet else. */
const weeks = (count: number): Sample[] =>
  Array.from({ length: count * 168 * 30 }, (_, index) => {
    const hour = Math.floor(index / 30) % 24;
    return { at: at(index * 2), value: (hour >= 8 && hour < 18 ? 60 : 20) + (index % 5) };
  });

describe("The baseline of the old stack", () => {
  it("is by hour of the week where two weeks were measured", () => {
    const baseline = baselineOf(weeks(2));
    expect(baseline.by).toBe("hour");
    expect(usualAt(baseline, at(12 * 60))).toMatchObject({ mean: 62, high: 64, low: 60 });
    expect(usualAt(baseline, at(3 * 60))).toMatchObject({ mean: 22, high: 24 });
    expect(baselineWords(baseline)).toContain("By hour of the week");
  });

  it("is one band where it was less than two weeks or hours are missing, and says so", () => {
    for (const samples of [weeks(1), weeks(2).filter((one) => hourOfWeek(one.at) !== 17)]) {
      const baseline = baselineOf(samples);
      expect(baseline.by).toBe("overall");
      expect(usualAt(baseline, at(3 * 60))?.high).toBe(64);
      expect(baselineWords(baseline)).toContain("One band for all hours");
    }
  });

  it("is none with too few samples, and then there is no limit either", () => {
    const few = baselineOf(weeks(1).slice(0, fewestSamples - 1));
    expect(few).toEqual({ by: "none", count: fewestSamples - 1 });
    expect(usualAt(few, at(0))).toBeNull();
    expect(limitFrom(few, "above", 20, at(0))).toBeNull();
    expect(baselineWords(few)).toBe("39 samples of the old stack are too few for a baseline: it takes 40.");
  });

  it("gives a limit beyond the band, on the side that is bad", () => {
    const baseline = baselineOf(weeks(2));
    expect(limitFrom(baseline, "above", 25, at(12 * 60))).toBe(80);
    expect(limitFrom(baseline, "below", 25, at(12 * 60))).toBe(45);
    const negative = baselineOf(Array.from({ length: 50 }, (_, index) => ({ at: at(index), value: -10 })));
    expect(limitFrom(negative, "above", 10, at(0))).toBe(-9);
    expect(limitFrom(negative, "below", 10, at(0))).toBe(-11);
  });

  it("begins the week on Monday in UTC, also before 1970", () => {
    expect(hourOfWeek(at(0))).toBe(0);
    expect(hourOfWeek(at(-1))).toBe(167);
    expect(hourOfWeek(new Date(Date.UTC(1969, 11, 29, 1)))).toBe(1);
  });

  it("does not depend on the order, and its band holds most of what was measured", () => {
    const some = fc.array(
      fc.record({
        at: fc.nat({ max: 40_000 }).map(at),
        value: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      }),
      { minLength: fewestSamples, maxLength: 200 },
    );
    fc.assert(
      fc.property(some, (samples) => {
        const baseline = baselineOf(samples);
        expect(baselineOf(samples.toReversed()).by).toBe(baseline.by);
        if (baseline.by === "none") throw new Error("enough samples make a baseline");
        const { low, high, count } = baseline.overall;
        const inside = samples.filter(({ value }) => value >= low && value <= high).length;
        expect(low).toBeLessThanOrEqual(high);
        expect(inside / count).toBeGreaterThanOrEqual(0.85);
        expect(usualAt(baselineOf(samples.toReversed()), at(0))).toMatchObject({ low, high });
      }),
    );
  });

  it("has percentiles in order that are within the values", () => {
    const values = fc.array(fc.integer(), { minLength: 1 }).map((list) => list.toSorted((a, b) => a - b));
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(values, share, share, (sorted, a, b) => {
        const [low, high] = [percentile(sorted, Math.min(a, b)), percentile(sorted, Math.max(a, b))];
        expect(low).toBeLessThanOrEqual(high + 1e-6);
        expect(low).toBeGreaterThanOrEqual((sorted[0] ?? 0) - 1e-6);
        expect(high).toBeLessThanOrEqual((sorted.at(-1) ?? 0) + 1e-6);
      }),
    );
  });
});
