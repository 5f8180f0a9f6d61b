import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  agreedHoursOf,
  decideShift,
  mayRetireOld,
  sharesOf,
  type TrafficShift,
  usualAgreedHours,
} from "./traffic";

const hour = 60 * 60 * 1_000;
const begin = Date.UTC(2026, 10, 1);
const at = (hours: number) => new Date(begin + hours * hour);
const shift = (share: number, hours: number, agreedHours: number | null = null): TrafficShift => ({
  share,
  at: at(hours),
  agreedHours: share === 100 ? (agreedHours ?? usualAgreedHours) : null,
});
const codes = (shifts: readonly TrafficShift[], is: Parameters<typeof decideShift>[1]) => {
  const verdict = decideShift(shifts, is);
  return verdict.ok ? [] : verdict.refusals.map(({ code }) => code);
};

/** Histories that the rules allowed, an hour between the shifts. */
const histories = fc
  .array(
    fc.record({ share: fc.integer({ min: 0, max: 100 }), agreedHours: fc.integer({ min: 1, max: 400 }) }),
  )
  .map((wanted) => {
    const shifts: TrafficShift[] = [];
    for (const { share, agreedHours } of wanted) {
      const is = { share, reason: "as planned", ...(share === 100 && { agreedHours }) };
      const verdict = decideShift(shifts, is);
      if (verdict.ok) shifts.push({ share, at: at(shifts.length), agreedHours: verdict.agreedHours });
    }
    return shifts;
  });

describe("A shift of traffic", () => {
  it("leaves old and new with everything between them, whatever was shifted before", () => {
    fc.assert(
      fc.property(histories, (shifts) => {
        const shares = sharesOf(shifts);
        expect(shares.old + shares.new).toBe(100);
      }),
    );
  });

  it("needs a reason, and changes something", () => {
    fc.assert(
      fc.property(histories, fc.constantFrom("", "  ", "\n"), (shifts, reason) => {
        const share = sharesOf(shifts).new;
        expect(codes(shifts, { share: share === 40 ? 41 : 40, reason })).toEqual(["reason_needed"]);
        const same = { share, reason: "again", ...(share === 100 && { agreedHours: agreedHoursOf(shifts) }) };
        expect(codes(shifts, same)).toEqual(["unchanged"]);
      }),
    );
  });

  it("is a whole percentage, and refuses anything else", () => {
    for (const share of [-1, 101, 2.5, Number.NaN])
      expect(codes([], { share, reason: "why" })).toEqual(["share"]);
  });

  it("agrees on a week without traffic unless it says another time, which it may correct later", () => {
    expect(decideShift([], { share: 100, reason: "done" })).toMatchObject({ ok: true, agreedHours: 168 });
    expect(codes([shift(100, 0)], { share: 100, reason: "typed wrong", agreedHours: 24 })).toEqual([]);
    expect(codes([], { share: 50, reason: "half", agreedHours: 24 })).toEqual(["agreed_hours"]);
  });
});

describe("Retiring the old stack", () => {
  it("waits for the first shift, for the last percent and for the agreed time", () => {
    expect(mayRetireOld([], 24, at(0))).toMatchObject({ ok: false, since: null });
    expect(mayRetireOld([shift(60, 0)], 24, at(900))).toMatchObject({
      ok: false,
      message: "The old stack gets 40 % of the traffic since 1 Nov 2026 00:00 UTC.",
    });
    const over = [shift(60, 0), shift(100, 2)];
    expect(mayRetireOld(over, 24, at(25))).toMatchObject({
      ok: false,
      message:
        "The old stack gets no traffic since 1 Nov 2026 02:00 UTC: the agreed 24 h are over on 2 Nov 2026 02:00 UTC.",
    });
    expect(mayRetireOld(over, 24, at(26))).toMatchObject({ ok: true });
  });

  it("begins to count anew when traffic went back in between, and not when another time is agreed on", () => {
    const back = [shift(100, 0), shift(95, 10), shift(100, 20)];
    expect(mayRetireOld(back, 24, at(30)).since).toEqual(at(20));
    const again = [shift(100, 0), shift(100, 10, 24)];
    expect(mayRetireOld(again, agreedHoursOf(again), at(30))).toMatchObject({ ok: true, since: at(0) });
  });

  it("is allowed exactly when nobody needed the old one for that long, and stays so", () => {
    fc.assert(
      fc.property(histories, fc.nat(2_000), fc.nat(2_000), (shifts, later, more) => {
        const hours = agreedHoursOf(shifts);
        const now = at(shifts.length + later);
        const retirement = mayRetireOld(shifts, hours, now);
        const recent = shifts.filter((one, index) => {
          const end = shifts[index + 1]?.at ?? now;
          return end.getTime() > now.getTime() - hours * hour && one.share < 100;
        });
        const begun = shifts[0]?.at.getTime() ?? Number.POSITIVE_INFINITY;
        const quiet = recent.length === 0 && begun <= now.getTime() - hours * hour;
        expect(retirement.ok).toBe(quiet && sharesOf(shifts).old === 0);
        if (retirement.ok)
          expect(mayRetireOld(shifts, hours, new Date(now.getTime() + more * hour)).ok).toBe(true);
      }),
    );
  });
});
