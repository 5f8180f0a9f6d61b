import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, nepal, paris, utc } from "../window/zone.fixture";
import { hour } from "../window/zone-clock";
import { hypercareDays, nextEnd } from "./days";

const span = (begin: string, days: number, endedAt: string | null = null) => ({
  begin: new Date(begin),
  days,
  endedAt: endedAt === null ? null : new Date(endedAt),
});
const dates = (days: ReturnType<typeof hypercareDays>) => days.map(({ date }) => date);

describe("The days of hypercare", () => {
  it("are those of the calendar of its zone: day 1 is the one it begins in, however late", () => {
    const days = hypercareDays(span("2026-12-06T22:30:00Z", 3), paris);
    expect(dates(days)).toEqual(["2026-12-06", "2026-12-07", "2026-12-08"]);
    expect(days[0]).toMatchObject({
      number: 1,
      from: at("2026-12-06T22:30:00Z"),
      to: at("2026-12-06T23:00:00Z"),
    });
    expect(days.at(-1)?.to).toBe(at("2026-12-08T23:00:00Z"));
    expect(dates(hypercareDays(span("2026-12-06T22:30:00Z", 1), nepal))).toEqual(["2026-12-07"]);
  });

  it("have 25 hours when clocks go back, 23 when they go forward, and stay days", () => {
    const back = hypercareDays(span("2026-10-24T10:00:00Z", 3), paris);
    expect(back.map(({ from, to }) => (to - from) / hour)).toEqual([12, 25, 24]);
    expect(back.at(-1)?.to).toBe(at("2026-10-26T23:00:00Z"));
    const forward = hypercareDays(span("2026-03-28T10:00:00Z", 3), paris);
    expect(forward.map(({ from, to }) => (to - from) / hour)).toEqual([13, 23, 24]);
  });

  it("begin when clocks jump where they jump over midnight", () => {
    // Cairo: on 24 April 2026 clocks go from 00:00 to 01:00, at 22:00 UTC of the day before.
    const jump = at("2026-04-23T22:00:00Z");
    const days = hypercareDays(span("2026-04-23T12:00:00Z", 2), (instant) =>
      instant >= jump ? 3 * hour : 2 * hour,
    );
    expect(days[0]?.to).toBe(jump);
    expect(days[1]).toMatchObject({ date: "2026-04-24", from: jump, to: at("2026-04-24T21:00:00Z") });
  });

  it("end with the moment it was ended early; the day of that moment is still one", () => {
    const days = hypercareDays(span("2026-12-06T08:00:00Z", 7, "2026-12-08T12:00:00Z"), utc);
    expect(dates(days)).toEqual(["2026-12-06", "2026-12-07", "2026-12-08"]);
    expect(days.at(-1)?.to).toBe(at("2026-12-08T12:00:00Z"));
  });

  it("follow on each other without a gap, as many as were agreed, in any zone that changes its clocks", () => {
    const begins = fc.integer({ min: at("2026-01-01T00:00:00Z"), max: at("2026-12-31T00:00:00Z") });
    fc.assert(
      fc.property(
        begins,
        fc.integer({ min: 1, max: 120 }),
        fc.constantFrom(utc, paris, nepal),
        (begin, count, clock) => {
          const days = hypercareDays({ begin: new Date(begin), days: count, endedAt: null }, clock);
          expect(days).toHaveLength(count);
          expect(days[0]?.from).toBe(begin);
          for (const [index, one] of days.entries()) {
            expect(one.number).toBe(index + 1);
            expect(one.to).toBeGreaterThan(one.from);
            expect(new Date(one.to - 1 + clock(one.to - 1)).toISOString().slice(0, 10)).toBe(one.date);
            if (index > 0) expect(one.from).toBe(days[index - 1]?.to);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it("tell which one ends next", () => {
    const kept = span("2026-12-06T08:00:00Z", 2);
    expect(nextEnd(kept, utc, new Date("2026-12-06T09:00:00Z"))).toEqual({
      told: 0,
      dueAt: new Date("2026-12-07T00:00:00Z"),
    });
    expect(nextEnd(kept, utc, new Date("2026-12-07T00:00:00Z"))).toMatchObject({ told: 1 });
    expect(nextEnd(kept, utc, new Date("2026-12-08T00:00:00Z"))).toEqual({ told: 2, dueAt: null });
  });
});
