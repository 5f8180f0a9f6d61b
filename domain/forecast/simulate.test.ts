import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exactly, minutesOf } from "./duration";
import { levers } from "./levers";
import { type ForecastStep, layOut, withCrew, withMinutes, without } from "./night";
import { nightStep, nights } from "./night.fixture";
import { rangeOf } from "./outcome";
import { drawNights } from "./simulate";

const draws = { seed: 7, draws: 200, common: 0.1 };
const certain = { seed: 1, draws: 1, common: 0 };
const length = (steps: readonly ForecastStep[], crew = 1) =>
  drawNights(layOut(steps, crew), certain).minutes[0];

describe("A night", () => {
  it("takes as long as its longest chain when there are people enough, and as its work when there is one", () => {
    const steps = [
      nightStep("a", 10),
      nightStep("b", 20, ["a"]),
      nightStep("c", 15, ["a"]),
      nightStep("d", 5, ["b", "c"]),
    ];
    expect(length(steps, 2)).toBe(35);
    expect(length(steps, 1)).toBe(50);
  });

  it("lets a named person do one thing at a time, whatever the others do", () => {
    const by = (person: string) => ({ person });
    expect(length([nightStep("a", 30, [], by("Ines")), nightStep("b", 30, [], by("Ines"))], 9)).toBe(60);
    expect(length([nightStep("a", 30, [], by("Ines")), nightStep("b", 30, [], by("Omar"))], 9)).toBe(30);
  });

  it("runs steps that nobody has to attend beside the others, unless they need the same thing", () => {
    const copy = (id: string, exclusive: string | null) =>
      nightStep(id, 60, [], { unattended: true, exclusive });
    expect(length([copy("a", null), copy("b", null), nightStep("c", 45)])).toBe(60);
    expect(length([copy("a", "disk"), copy("b", "disk"), nightStep("c", 45)])).toBe(120);
  });

  it("goes on with what runs already, even more of it than there are people", () => {
    const running = { running: true };
    expect(length([nightStep("a", 30, [], running), nightStep("b", 20, [], running)])).toBe(30);
    const ines = { running: true, person: "Ines", exclusive: "disk" };
    expect(length([nightStep("a", 30, [], ines), nightStep("b", 20, [], ines)])).toBe(30);
    expect(length([nightStep("a", 30, ["b"], running), nightStep("b", 20, [], { exclusive: "x" })])).toBe(50);
  });

  it("names what it hangs on: the chain that ends last, over people and things", () => {
    const { critical } = drawNights(
      layOut([nightStep("a", 10), nightStep("b", 20, ["a"]), nightStep("c", 15, ["a"])], 2),
      certain,
    );
    expect(Object.fromEntries(critical)).toEqual({ a: 1, b: 1, c: 0 });
    const alone = drawNights(layOut([nightStep("a", 10), nightStep("b", 20)], 1), certain);
    expect(Object.fromEntries(alone.critical)).toEqual({ a: 1, b: 1 });
  });

  it("refuses steps that wait for each other", () => {
    expect(() => layOut([nightStep("a", 1, ["b"]), nightStep("b", 1, ["a"])], 1)).toThrow("circle");
  });

  it("is never shorter than its longest chain, nor than the work shared by everybody at work", () => {
    fc.assert(
      fc.property(nights, fc.integer({ min: 1, max: 4 }), (steps, crew) => {
        const fixed = steps.map((step) => ({ ...step, minutes: exactly(step.minutes[0] as number) }));
        const chain = new Map<string, number>();
        for (const { id, predecessors, minutes } of fixed)
          chain.set(
            id,
            (minutes[0] as number) + Math.max(0, ...predecessors.map((one) => chain.get(one) as number)),
          );
        const shared = fixed.filter(({ person, unattended }) => person === null && !unattended);
        const work = shared.reduce((sum, { minutes }) => sum + (minutes[0] as number), 0) / crew;
        const all = fixed.reduce((sum, { minutes }) => sum + (minutes[0] as number), 0);
        const took = length(fixed, crew) as number;
        expect(took).toBeGreaterThanOrEqual(Math.max(work, ...chain.values()) - 1e-6);
        expect(took).toBeLessThanOrEqual(all + 1e-6);
      }),
      { numRuns: 300 },
    );
  });

  it("never gets shorter by more work, one more dependency, or one person fewer; each night under the same luck", () => {
    fc.assert(
      fc.property(
        nights,
        fc.integer({ min: 1, max: 4 }),
        fc.nat(),
        fc.integer({ min: 0, max: 60 }),
        (steps, crew, which, more) => {
          const night = layOut(steps, crew);
          const of = (one: typeof night) => drawNights(one, draws).minutes;
          const is = of(night);
          const noLess = (other: Float64Array) =>
            other.every((minutes, index) => minutes >= (is[index] as number) - 1e-3);
          const noMore = (other: Float64Array) =>
            other.every((minutes, index) => minutes <= (is[index] as number) + 1e-3);
          const step = steps[which % steps.length] as ForecastStep;
          const longer = new Map([[step.id, step.minutes.map((one) => one + more)]]);
          expect(noLess(of(withMinutes(night, longer)))).toBe(true);
          expect(noLess(of(withCrew(night, crew - 1)))).toBe(true);
          expect(noMore(of(withCrew(night, crew + 1)))).toBe(true);
          expect(noMore(of(without(night, new Set([step.id]))))).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("gives the same answer to the same seed, ordered percentiles, and shares between none and all", () => {
    fc.assert(
      fc.property(nights, fc.integer({ min: 0, max: 2 ** 40 }), (steps, seed) => {
        const once = drawNights(layOut(steps, 2), { ...draws, seed });
        expect(drawNights(layOut(steps, 2), { ...draws, seed })).toEqual(once);
        const { p50, p80, p95 } = rangeOf(once.minutes);
        expect(p50 <= p80 && p80 <= p95).toBe(true);
        expect([...once.critical.values()].every((share) => share >= 0 && share <= 1)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  it("is shortened most by the step everything hangs on, and by one more person where one does everything", () => {
    const night = layOut([nightStep("a", 60), nightStep("b", 20), nightStep("c", 20)], 1);
    const { critical } = drawNights(night, certain);
    expect(levers(night, certain, critical)).toEqual([
      { kind: "step", id: "a", minutes: 60 },
      { kind: "person", minutes: 40 },
      { kind: "step", id: "b", minutes: 20 },
      { kind: "step", id: "c", minutes: 20 },
    ]);
  });

  it("of 1,000 steps is drawn 10,000 times in seconds, on a busy machine, too", () => {
    const minutes = minutesOf({ median: 20, scale: 0.5, degrees: 6, restsOn: "planned" });
    const steps = Array.from({ length: 1000 }, (_, index) =>
      nightStep(
        `S-${index}`,
        minutes,
        [3, 7, 20].flatMap((back) =>
          index >= back && index % (back - 1) === 0 ? [`S-${index - back}`] : [],
        ),
        { exclusive: index % 50 === 0 ? "database" : null, unattended: index % 9 === 0 },
      ),
    );
    const began = performance.now();
    const { p80 } = rangeOf(drawNights(layOut(steps, 4), { seed: 1, draws: 10_000, common: 0.1 }).minutes);
    const took = performance.now() - began;
    expect(p80).toBeGreaterThan(1000);
    // The aim is 1 s on an idle machine and measured there (bench/forecast.ts). This finds what grows with the square of the steps.
    expect(took).toBeLessThan(20_000);
  });
});
