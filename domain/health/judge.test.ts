import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Sample } from "./baseline";
import { digest, judge, together, type Watch } from "./judge";

const start = Date.UTC(2026, 10, 30, 22);
const at = (minutes: number) => new Date(start + minutes * 60_000);
const watch = (more: Partial<Watch> = {}): Watch => ({
  period: { since: at(0), until: at(60) },
  everySeconds: 60,
  forMinutes: 5,
  worse: "above",
  limitAt: () => 80,
  ...more,
});
const values = (value: (minute: number) => number | null, to = 60): Sample[] =>
  Array.from({ length: to + 1 }, (_, minute) => ({
    at: at(minute),
    value: value(minute) ?? Number.NaN,
  })).filter((sample) => !Number.isNaN(sample.value));
const judged = (samples: readonly Sample[], now = at(60), more: Partial<Watch> = {}) =>
  judge(digest(samples, watch(more)), watch(more), now);

describe("The judgement of a series", () => {
  it("is ok when every minute of the period was measured and fine", () => {
    expect(judged(values(() => 79))).toMatchObject({
      judgement: "ok",
      gaps: [],
      exceedances: [],
      worst: { value: 79, limit: 80 },
      until: null,
    });
  });

  it("is exceeded from the agreed duration on, and says since when, how long and how bad", () => {
    const found = judged(values((minute) => (minute >= 10 && minute <= 16 ? 80 + minute : 50)));
    expect(found).toMatchObject({
      judgement: "exceeded",
      exceedances: [{ since: at(10), until: at(16), worst: 96, limit: 80 }],
    });
  });

  it("stays exceeded although the rest is unknown: what was seen was seen", () => {
    expect(judged(values((minute) => (minute < 30 ? 90 : null))).judgement).toBe("exceeded");
  });

  it("counts a peak shorter than the duration as the peak it is", () => {
    const peak = judged(values((minute) => (minute >= 10 && minute < 15 ? 99 : 50)));
    expect(peak).toMatchObject({ judgement: "ok", exceedances: [], worst: { value: 99, at: at(10) } });
    expect(
      judged(
        values((minute) => (minute === 10 ? 99 : 50)),
        at(60),
        { forMinutes: 0 },
      ).judgement,
    ).toBe("exceeded");
  });

  it("is unknown over a gap, and two lost samples are none", () => {
    expect(judged(values((minute) => (minute === 20 || minute === 21 ? null : 50))).judgement).toBe("ok");
    expect(judged(values((minute) => (minute >= 20 && minute < 25 ? null : 50)))).toMatchObject({
      judgement: "unknown",
      gaps: [{ since: at(19), until: at(25) }],
    });
  });

  it("does not bridge a gap between two peaks: nobody saw what was between them", () => {
    const samples = values((minute) => (minute <= 2 || minute >= 58 ? 99 : null));
    expect(judged(samples)).toMatchObject({ judgement: "unknown", exceedances: [] });
  });

  it("is unknown without samples, also those that came before or after the period", () => {
    expect(judged([]).judgement).toBe("unknown");
    expect(
      judged([
        { at: at(-1), value: 1 },
        { at: at(61), value: 1 },
      ]),
    ).toMatchObject({
      judgement: "unknown",
      gaps: [{ since: at(0), until: at(60) }],
    });
    const short = { period: { since: at(0), until: at(1) } };
    expect(judged([], at(5), short).judgement).toBe("unknown");
  });

  it("is pending until the period is over, and unknown as soon as samples stop", () => {
    const half = values(() => 50, 30);
    expect(judged(half, at(32))).toMatchObject({
      judgement: "pending",
      stale: false,
      until: new Date(at(33).getTime() + 1),
    });
    expect(judged(half, new Date(at(33).getTime() + 1))).toMatchObject({ judgement: "unknown", stale: true });
    expect(judged([], at(-5))).toMatchObject({ judgement: "pending" });
    expect(
      judged(
        values(() => 50, 59),
        at(59.5),
      ),
    ).toMatchObject({ judgement: "pending", until: at(60) });
  });

  it("is unknown where there is no limit to compare with", () => {
    expect(
      judged(
        values(() => 50),
        at(60),
        { limitAt: () => null },
      ),
    ).toMatchObject({
      judgement: "unknown",
      withoutLimit: true,
    });
  });

  it("turns round where low values are bad", () => {
    const low = judged(
      values((minute) => (minute < 20 ? 90 : 10)),
      at(60),
      { worse: "below" },
    );
    expect(low).toMatchObject({ judgement: "exceeded", exceedances: [{ since: at(20), worst: 10 }] });
  });

  it("of several series is that of the worst, and of none unknown", () => {
    expect(together(["ok", "pending", "unknown", "exceeded"])).toBe("exceeded");
    expect(together(["ok", "pending", "unknown"])).toBe("unknown");
    expect(together(["ok", "pending"])).toBe("pending");
    expect(together(["ok", "ok"])).toBe("ok");
    expect(together([])).toBe("unknown");
  });
});

const sample = fc.record({
  at: fc.integer({ min: -20, max: 160 }).map((half) => at(half / 2)),
  value: fc.integer({ min: 60, max: 100 }),
});
const dense = fc
  .tuple(
    fc.array(fc.integer({ min: 60, max: 100 }), { minLength: 61, maxLength: 61 }),
    fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 12 }),
  )
  .map(([all, lost]) => values((minute) => (lost.includes(minute) ? null : (all[minute] ?? null))));
const samples = fc.oneof(fc.array(sample, { maxLength: 120 }), dense);
const now = fc.integer({ min: -10, max: 90 }).map(at);

/** The longest stretch of the period, up to now, without a sample: by looking at every half minute. */
function longestQuiet(all: readonly Sample[], until: Date): number {
  let quiet = 0;
  let longest = 0;
  for (let moment = at(0).getTime(); moment < until.getTime(); moment += 30_000) {
    const measured = all.some((one) => one.at.getTime() === moment);
    quiet = measured ? 30_000 : quiet + 30_000;
    longest = Math.max(longest, quiet);
  }
  return longest;
}

describe("Of any samples", () => {
  it("the order does not matter", () => {
    fc.assert(
      fc.property(samples, now, fc.infiniteStream(fc.nat()), (all, moment, stream) => {
        const shuffled = all
          .map((one) => ({ one, key: stream.next().value as number }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(judged(shuffled, moment)).toEqual(judged(all, moment));
      }),
    );
  });

  it("a gap is never ok and never pending, whoever finds it", () => {
    fc.assert(
      fc.property(samples, now, (any, moment) => {
        const all = any.filter((one) => one.at <= moment);
        const end = new Date(Math.min(moment.getTime(), at(60).getTime()));
        const found = judged(all, moment);
        const gap = longestQuiet(all, end) > 180_000;
        expect(found.gaps.length > 0).toBe(gap);
        if (gap) expect(["unknown", "exceeded"]).toContain(found.judgement);
        if (found.judgement === "ok") expect(moment >= at(60)).toBe(true);
      }),
    );
  });

  it("one more turns unknown into ok only inside of the gap, and only when it leaves none", () => {
    fc.assert(
      fc.property(samples, sample, now, (all, more, moment) => {
        const was = judged(all, moment);
        const is = judged([...all, more], moment);
        if (was.judgement !== "unknown" || (is.judgement !== "ok" && is.judgement !== "pending")) return;
        expect(was.gaps).toHaveLength(1);
        const [gap] = was.gaps;
        expect(more.at > (gap?.since ?? more.at) && more.at <= (gap?.until ?? more.at)).toBe(true);
        expect((gap?.until.getTime() ?? 0) - (gap?.since.getTime() ?? 0)).toBeLessThanOrEqual(360_000);
      }),
      { numRuns: 2_000 },
    );
  });

  it("an exceedance lasted the duration, with every sample in it beyond the limit and no gap", () => {
    fc.assert(
      fc.property(samples, (all) => {
        for (const { since, until, worst } of judged(all).exceedances) {
          const within = all.filter((one) => one.at >= since && one.at <= until);
          expect(until.getTime() - since.getTime()).toBeGreaterThanOrEqual(300_000);
          expect(Math.max(...within.map(({ value }) => value))).toBe(worst);
          expect(judged(all).gaps.some((gap) => gap.since >= since && gap.until <= until)).toBe(false);
        }
      }),
    );
  });

  it("what is judged changes by time no earlier than it says", () => {
    fc.assert(
      fc.property(samples, now, fc.integer({ min: 1, max: 90 }), (all, moment, minutes) => {
        const { judgement, until } = judged(all, moment);
        const later = new Date(moment.getTime() + minutes * 60_000);
        const then = judged(all, later).judgement;
        if (until !== null && later < until) expect(then).toBe(judgement);
        if (until !== null && later >= until && judgement === "pending" && later >= at(60))
          expect(then).not.toBe("pending");
      }),
    );
  });
});
