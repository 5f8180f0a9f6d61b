import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { histogram, percentile, rangeOf, shareWithin } from "./outcome";

const ascending = fc
  .array(fc.double({ min: 0, max: 50_000, noNaN: true }), { minLength: 1, maxLength: 300 })
  .map((list) => Float64Array.from(list).sort());

describe("What nights come to", () => {
  it("is told by values that so many of them don't exceed", () => {
    const ten = Float64Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(rangeOf(ten)).toEqual({ p50: 5, p80: 8, p95: 10, mean: 5.5 });
    expect(rangeOf(new Float64Array())).toEqual({ p50: 0, p80: 0, p95: 0, mean: 0 });
    expect(shareWithin(ten, 8)).toBe(0.8);
    expect(shareWithin(new Float64Array(), 8)).toBe(0);
    fc.assert(
      fc.property(ascending, fc.double({ min: 0.01, max: 1, noNaN: true }), (list, share) => {
        expect(shareWithin(list, percentile(list, share))).toBeGreaterThanOrEqual(share - 1e-9);
      }),
    );
  });

  it("is drawn as few columns of one round width that lose nobody", () => {
    expect(histogram(Float64Array.from([61, 62, 125]))).toMatchObject([
      { from: 60, to: 65, count: 2 },
      ...Array.from({ length: 12 }, () => ({ count: 0 })),
      { from: 125, to: 130, count: 1 },
    ]);
    expect(histogram(new Float64Array())).toEqual([]);
    fc.assert(
      fc.property(ascending, (list) => {
        const columns = histogram(list);
        expect(columns.length).toBeLessThanOrEqual(24);
        expect(columns.reduce((sum, { count }) => sum + count, 0)).toBe(list.length);
        expect(new Set(columns.map(({ from, to }) => to - from)).size).toBe(1);
      }),
    );
  });
});
