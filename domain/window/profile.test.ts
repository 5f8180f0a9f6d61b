import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { endOf, profileOf, type Sample } from "./profile";
import { heatMap, unknown, weekPattern } from "./week-pattern";
import { at, paris, utc } from "./zone.fixture";
import { day, hour, instantsOf, intoWeek, minute } from "./zone-clock";

const start = at("2026-11-02T00:00:00Z");
/** Two days in intervals of five minutes, counting up. */
const series = (size = 576, step = 5 * minute): Sample[] =>
  Array.from({ length: size }, (_, index) => ({ line: index + 1, at: start + index * step, count: index }));

describe("A traffic profile", () => {
  it("is a series without gaps whose interval most rows keep to", () => {
    const made = profileOf(series());
    expect(made).toMatchObject({ ok: true, notes: [] });
    if (!made.ok) return;
    expect(made.profile).toMatchObject({ start, step: 5 * minute });
    expect(made.profile.counts).toHaveLength(576);
    expect(endOf(made.profile)).toBe(start + 2 * day);
  });

  it("says what repeats, lies between, is out of order or missing, with the first lines", () => {
    const rows = series();
    const odd = [
      ...rows.slice(0, 10),
      { line: 700, at: start + 9 * 5 * minute, count: 500 },
      { line: 701, at: start + 9 * 5 * minute + 1, count: 3 },
      ...rows.slice(12),
    ];
    const made = profileOf(odd);
    expect(made.ok && made.notes.map(({ message }) => message)).toEqual([
      "1 row repeats a time; the larger number counts: line 700.",
      "1 row lies between the intervals of 5 min and is left out: line 701.",
      "2 intervals of 576 have no number. They count as unknown, not as no traffic.",
    ]);
    expect(made.ok && made.profile.counts[9]).toBe(500);
    const turned = profileOf(rows.toReversed());
    expect(turned.ok && turned.notes[0]).toMatchObject({ kind: "unordered", count: 575 });
  });

  it.each([
    ["one row", series(1), "There are not two rows"],
    ["seconds", series(600, 1_000), "The interval is 1 seconds. Whole minutes are needed"],
    ["days", series(60, day), "The interval is 1440 minutes. One hour is the coarsest"],
    ["an hour of it", series(12), "The rows cover less than a day"],
    [
      "centuries",
      [...series(), { line: 9, at: start + 300_000 * 5 * minute, count: 1 }],
      "200000 are the most",
    ],
  ])("is refused with %s", (_, rows, message) => {
    const made = profileOf(rows);
    expect(made.ok ? "" : made.refusals[0]?.message).toContain(message);
  });

  it("is the same in whatever order rows come, and keeps every number", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1_000), { minLength: 300, maxLength: 400 }),
        fc.infiniteStream(fc.nat()),
        (counts, keys) => {
          const rows = counts.map((count, index) => ({ line: index, at: start + index * 5 * minute, count }));
          const shuffled = rows
            .map((row) => ({ row, key: keys.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ row }) => row);
          const made = profileOf(shuffled);
          expect(made.ok && Array.from(made.profile.counts)).toEqual(counts);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe("A usual week", () => {
  const hourly = (from: number, counts: number[]) => ({ start: from, step: hour, counts });

  it("is told on the clocks of the zone, also when they change", () => {
    // Sunday 25 October 2026 has 25 hours in Paris.
    const from = at("2026-10-24T22:00:00Z");
    const map = heatMap(
      weekPattern(
        hourly(
          from,
          Array.from({ length: 49 }, (_, index) => index),
        ),
        paris,
      ),
    );
    const sunday = map[6]?.map(({ mean }) => mean);
    expect(sunday?.slice(0, 5)).toEqual([0, 1, 2.5, 4, 5]);
    expect(map[0]?.[0]?.mean).toBe(25);
    expect(map[1]?.every(({ mean }) => mean === null)).toBe(true);
  });

  it("knows nothing of hours without a number, and minds no holiday", () => {
    const from = at("2026-11-02T00:00:00Z");
    const counts = Array.from({ length: 336 }, (_, index): number => (index < 168 ? 10 : 30));
    counts[3] = Number.NaN;
    counts[171] = Number.NaN;
    const holiday = { from: from + 7 * day, to: from + 8 * day };
    const map = heatMap(weekPattern(hourly(from, counts), utc, [holiday]));
    expect(map[0]?.[3]?.mean).toBeNull();
    expect(map[0]?.[4]?.mean).toBe(10);
    expect(map[1]?.[4]?.mean).toBe(20);
  });

  it("counts finer intervals up to the hour", () => {
    const from = at("2026-11-02T00:00:00Z");
    const pattern = weekPattern({ start: from, step: 5 * minute, counts: new Array(288).fill(7) }, utc);
    expect(heatMap(pattern)[0]?.[0]?.mean).toBe(84);
    expect(pattern.means.filter((mean) => mean === unknown)).toHaveLength(6 * 288);
  });
});

describe("Clocks of a zone", () => {
  it("show a time once, twice or never", () => {
    const wall = (text: string) => Date.parse(`${text}Z`);
    expect(instantsOf(wall("2026-11-02T00:00:00"), paris)).toEqual([at("2026-11-01T23:00:00Z")]);
    expect(instantsOf(wall("2026-10-25T02:30:00"), paris)).toEqual([
      at("2026-10-25T00:30:00Z"),
      at("2026-10-25T01:30:00Z"),
    ]);
    expect(instantsOf(wall("2026-03-29T02:30:00"), paris)).toEqual([]);
  });

  it("begin the week on Monday", () => {
    expect(intoWeek(at("2026-11-02T00:00:00Z"), utc)).toBe(0);
    expect(intoWeek(at("2026-11-01T23:30:00Z"), utc)).toBe(7 * day - 30 * minute);
  });
});
