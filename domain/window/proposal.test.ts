import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type WorkingHours, worksAt, worksThrough } from "./crew-hours";
import { findWindows, type Proposal, type Search } from "./proposal";
import { unknown, type WeekPattern, weekPattern } from "./week-pattern";
import { at, nepal, paris, utc } from "./zone.fixture";
import { day, hour, intoWeek, minute, overlap } from "./zone-clock";

const monday = at("2026-11-02T00:00:00Z");

/** The same answer the slow way: every window summed up by itself. */
function bruteForce({ pattern, clock, within, length, startEvery, closed, crew, count }: Search): Proposal[] {
  const { step } = pattern;
  const width = Math.ceil(length / step);
  const average = pattern.means.filter((mean) => mean !== unknown);
  const usual = (average.reduce((sum, mean) => sum + mean, 0) / Math.max(1, average.length)) * width;
  const all: Proposal[] = [];
  const offset = clock(within.from);
  const first = Math.ceil((within.from + offset) / step) * step - offset;
  for (let start = first; start + width * step <= within.to; start += step) {
    const end = start + width * step;
    if ((start + clock(start)) % (startEvery * minute) !== 0) continue;
    if (closed.some((period) => overlap(period, { from: start, to: end }))) continue;
    if (!crew.every((hours) => worksThrough(hours, { from: start, to: end }))) continue;
    let traffic = 0;
    for (let time = start; time < end; time += step) {
      const mean = pattern.means[Math.floor(intoWeek(time, clock) / step)] ?? unknown;
      traffic = mean === unknown ? Number.NaN : traffic + mean;
    }
    if (Number.isNaN(traffic)) continue;
    all.push({ start, end, traffic: traffic / 1_000, share: usual > 0 ? traffic / usual : null });
  }
  all.sort((a, b) => a.traffic - b.traffic || a.start - b.start);
  const chosen: Proposal[] = [];
  for (const one of all) {
    if (chosen.length === count) break;
    if (
      chosen.every(
        (other) => !overlap({ from: one.start, to: one.end }, { from: other.start, to: other.end }),
      )
    )
      chosen.push(one);
  }
  return chosen;
}

const stepOf = fc.constantFrom(5, 10, 15, 30, 60);
const search: fc.Arbitrary<Search> = stepOf.chain((minutes) => {
  const size = (7 * 24 * 60) / minutes;
  return fc.record({
    pattern: fc
      .array(
        fc.oneof({ weight: 30, arbitrary: fc.nat(50) }, { weight: 1, arbitrary: fc.constant(unknown) }),
        {
          minLength: size,
          maxLength: size,
        },
      )
      .map((means): WeekPattern => ({ step: minutes * minute, means: Float64Array.from(means) })),
    clock: fc.constantFrom(utc, paris, nepal),
    within: fc.record({ from: fc.nat(300), days: fc.integer({ min: 0, max: 12 }) }).map(({ from, days }) => {
      // Around the day on which the clocks of Paris go back.
      const begins = at("2026-10-20T00:00:00Z") + from * hour + 7 * minute;
      return { from: begins, to: begins + days * day };
    }),
    length: fc.integer({ min: 1, max: 900 }).map((length) => length * minute),
    startEvery: fc.constantFrom(minutes, 30, 60),
    closed: fc.array(
      fc.record({ from: fc.nat(600), hours: fc.integer({ min: 1, max: 30 }) }).map(({ from, hours }) => {
        const begins = at("2026-10-20T00:00:00Z") + from * hour + 13 * minute;
        return { from: begins, to: begins + hours * hour };
      }),
      { maxLength: 3 },
    ),
    crew: fc.array(
      fc.record<WorkingHours>({
        clock: fc.constantFrom(utc, paris, nepal),
        from: fc.integer({ min: 0, max: 47 }).map((half) => half * 30),
        to: fc.integer({ min: 0, max: 47 }).map((half) => half * 30),
        weekdays: fc.uniqueArray(fc.nat(6), { minLength: 4 }),
      }),
      { maxLength: 2 },
    ),
    count: fc.integer({ min: 1, max: 6 }),
  });
});

describe("Ranked windows", () => {
  it("are those that brute force finds, in every zone, over changed clocks, freezes and hours of the crew", () => {
    fc.assert(
      fc.property(search, (asked) => {
        expect(findWindows(asked).proposals).toEqual(bruteForce(asked));
      }),
      { numRuns: 150 },
    );
  });

  it("never touch a freeze, one another or hours in which traffic is unknown", () => {
    fc.assert(
      fc.property(search, (asked) => {
        const { proposals, starts, leftOut } = findWindows(asked);
        proposals.forEach(({ start, end }, index) => {
          const own = { from: start, to: end };
          expect(asked.closed.some((period) => overlap(period, own))).toBe(false);
          expect(proposals.slice(0, index).some((b) => overlap(own, { from: b.start, to: b.end }))).toBe(
            false,
          );
          expect(end - start).toBeGreaterThanOrEqual(asked.length);
        });
        expect(leftOut.closed + leftOut.crew + leftOut.unknown).toBeLessThanOrEqual(starts);
      }),
      { numRuns: 60 },
    );
  });

  it("search 90 days at five minutes in at most 100 ms, with a crew in four zones", () => {
    const counts = Float64Array.from({ length: 90 * 288 }, (_, index) => 100 + Math.sin(index / 46) * 80);
    const profile = { start: monday - 90 * day, step: 5 * minute, counts };
    const crew = [utc, paris, nepal, utc].map((clock) => ({
      clock,
      from: 20 * 60,
      to: 8 * 60,
      weekdays: [4, 5, 6],
    }));
    const once = () => {
      const begun = performance.now();
      const found = findWindows({
        pattern: weekPattern(profile, paris),
        clock: paris,
        within: { from: monday, to: monday + 90 * day },
        length: 6 * hour,
        startEvery: 5,
        closed: [{ from: monday, to: monday + 3 * day }],
        crew,
        count: 10,
      });
      expect(found.proposals).toHaveLength(10);
      return performance.now() - begun;
    };
    const best = Math.min(...Array.from({ length: 12 }, once));
    expect(best).toBeLessThan(100);
  });

  it("are none where nothing is known, and say so", () => {
    const pattern = { step: hour, means: new Float64Array(168).fill(unknown) };
    const found = findWindows({
      pattern,
      clock: utc,
      within: { from: monday, to: monday + day },
      length: hour,
      startEvery: 30,
      closed: [],
      crew: [],
      count: 3,
    });
    expect(found).toEqual({ proposals: [], starts: 24, leftOut: { closed: 0, crew: 0, unknown: 24 } });
  });
});

describe("Hours in which somebody can work", () => {
  it("reach over midnight and over the end of the week", () => {
    const works = worksAt({ clock: paris, from: 22 * 60, to: 6 * 60, weekdays: [6] });
    expect(works(at("2026-11-01T21:30:00Z"))).toBe(true);
    expect(works(at("2026-11-02T04:59:00Z"))).toBe(true);
    expect(works(at("2026-11-02T05:00:00Z"))).toBe(false);
    expect(works(at("2026-11-01T04:00:00Z"))).toBe(false);
  });

  it("are all day from one time to the same", () => {
    const hours = { clock: utc, from: 0, to: 0, weekdays: [0] };
    expect(worksThrough(hours, { from: monday, to: monday + day })).toBe(true);
    expect(worksThrough(hours, { from: monday, to: monday + day + minute })).toBe(false);
  });
});
