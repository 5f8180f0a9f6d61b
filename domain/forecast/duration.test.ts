import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Basis, durationOf, exactly, lengths, minutesOf, remaining } from "./duration";
import { normalQuantile, studentQuantile } from "./quantile";

const plain = { habit: 0, discount: 0 };
const times = (count: number, minutes = 20, ratio: number | null = 1) =>
  Array.from({ length: count }, (_, index) => ({
    minutes: minutes * 1.25 ** ((index % 3) - 1),
    ratio,
  }));
const spread = (basis: Basis) => {
  const { scale, degrees } = durationOf(basis, plain);
  return scale * studentQuantile(0.9, degrees);
};

describe("How long a step takes", () => {
  it("is the wider the less is known: assumed, planned, timed once, timed twenty times", () => {
    const known = [
      { planned: null, samples: [] },
      { planned: 20, samples: [] },
      { planned: 20, samples: times(1, 25) },
      { planned: 20, samples: times(3) },
      { planned: 20, samples: times(20) },
    ];
    const widths = known.map(spread);
    expect(widths.toSorted((a, b) => b - a)).toEqual(widths);
    expect(known.map((basis) => durationOf(basis, plain).restsOn)).toEqual([
      "assumed",
      "planned",
      "timed",
      "timed",
      "timed",
    ]);
    // Planned alone: 1 in 10 longer than twice its plan; timed twenty times: about what was measured, a factor of 1.3.
    expect(Math.exp(widths[1] as number)).toBeCloseTo(2, 1);
    expect(Math.exp(widths[4] as number)).toBeLessThan(1.45);
  });

  it("believes what was measured rather than what was planned", () => {
    expect(durationOf({ planned: 20, samples: times(12, 60) }, plain).median).toBeGreaterThan(55);
    expect(
      durationOf({ planned: 20, samples: [] }, { habit: Math.log(1.5), discount: 0 }).median,
    ).toBeCloseTo(30);
    const { median } = durationOf({ planned: 20, samples: times(60) }, { habit: 0, discount: Math.log(1.2) });
    expect(median).toBeCloseTo(24, 0);
  });

  it("grows with the amount it scales with, and is less sure of itself the further that is away", () => {
    const at = (ratio: number | null) =>
      durationOf({ planned: 20 * (ratio ?? 1), samples: times(12, 20, ratio) }, plain);
    expect(at(10).median).toBeCloseTo(200, -1.6);
    expect(at(10).scale).toBeGreaterThan(at(1).scale);
    expect(at(1000).scale).toBeGreaterThan(at(10).scale);
    expect(at(1 / 10).scale).toBeCloseTo(at(10).scale, 1);
    expect(at(null).scale).toBeGreaterThan(at(10).scale);
    const far = { planned: 100, samples: times(1, 1, 100) };
    expect(spread(far)).toBeGreaterThan(spread({ planned: 100, samples: times(1, 100, 1) }));
  });

  it("is told as equally likely minutes, ascending, half of them below the median", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 1000, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 3, max: 60 }),
        (median, scale, degrees) => {
          const minutes = minutesOf({ median, scale, degrees, restsOn: "timed" });
          expect(minutes.every((one, index) => index === 0 || one >= (minutes[index - 1] as number))).toBe(
            true,
          );
          expect(minutes[lengths / 2 - 1] as number).toBeLessThanOrEqual(median * 1.0001);
          expect(minutes[lengths / 2] as number).toBeGreaterThanOrEqual(median * 0.9999);
        },
      ),
    );
  });

  it("has less left the longer it runs, until it has taken longer than anything expected", () => {
    const minutes = minutesOf(durationOf({ planned: 30, samples: times(4, 30) }, plain));
    const middle = (elapsed: number) => remaining(minutes, elapsed)[lengths / 2] as number;
    expect(remaining(minutes, 0)).toEqual(minutes);
    expect(middle(20)).toBeLessThan(middle(0));
    expect(remaining(minutes, 10_000)[0]).toBe(minutes[lengths / 2]);
    expect(remaining(exactly(30), 50)[0]).toBe(5);
    expect(remaining(minutes, 25).every((one) => one > 0)).toBe(true);
  });

  it("rests on quantiles as tables print them", () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959964, 6);
    expect(normalQuantile(0.001)).toBeCloseTo(-3.090232, 6);
    for (const [probability, degrees, value] of [
      [0.9, 6, 1.4398],
      [0.975, 6, 2.4469],
      [0.025, 10, -2.2281],
      [0.995, 5, 4.0321],
      [0.999, 30, 3.3852],
      [0.6, 8, 0.2619],
      [0.5, 7, 0],
    ] as const)
      expect(studentQuantile(probability, degrees)).toBeCloseTo(value, 3);
  });
});
