import { describe, expect, it } from "vitest";
import { decideMetric, metricOf } from "./metric";
import {
  decideThreshold,
  figure,
  limitAt,
  type NewThreshold,
  thresholdWords,
  watchedPeriod,
} from "./threshold";

const from = new Date("2026-12-05T22:00:00Z");
const cpu = metricOf("cpu", { unit: "", worse: "above" });
const asked = (more: Partial<NewThreshold> = {}): NewThreshold => ({
  metric: "cpu",
  source: "vendor",
  forMinutes: 10,
  everySeconds: 60,
  from,
  hours: 24,
  reason: "Before the exit gate",
  ...more,
});
const refusals = (more: Partial<NewThreshold>, metric = cpu) => {
  const verdict = decideThreshold(asked(more), metric);
  return verdict.ok ? [] : verdict.refusals.map(({ code }) => code);
};

describe("A threshold", () => {
  it("takes the vendor's limit from the vendor", () => {
    expect(decideThreshold(asked(), cpu)).toMatchObject({
      ok: true,
      threshold: { limit: 80, tolerance: null, label: null },
    });
    expect(refusals({ limit: 95 })).toEqual(["limit"]);
    expect(refusals({ limit: 80 })).toEqual([]);
    const threads = metricOf("threads", { unit: "", worse: "above" });
    expect(refusals({ metric: "threads" }, threads)).toEqual(["source"]);
  });

  it("of the baseline has a tolerance, one that was agreed on has a limit, and none has both", () => {
    expect(refusals({ source: "baseline", tolerance: 20 })).toEqual([]);
    expect(refusals({ source: "baseline" })).toEqual(["tolerance"]);
    expect(refusals({ source: "agreed" })).toEqual(["limit"]);
    expect(refusals({ source: "agreed", limit: 70, tolerance: 20 })).toEqual(["tolerance"]);
    expect(refusals({ source: "baseline", tolerance: 20, limit: 70 })).toEqual(["limit"]);
  });

  it("has a reason, a period that ends, and a duration within it", () => {
    expect(refusals({ reason: " " })).toEqual(["reason_needed"]);
    expect(refusals({ hours: 5_000 })).toEqual(["hours"]);
    expect(refusals({ hours: 1, forMinutes: 60 })).toEqual(["for_minutes"]);
    expect(watchedPeriod({ from, hours: 24 }).until.toISOString()).toBe("2026-12-06T22:00:00.000Z");
  });

  it("is of something that was measured or is known", () => {
    const verdict = decideThreshold(asked({ metric: "queue_length" }), null);
    expect(verdict).toMatchObject({ ok: false, refusals: [{ code: "metric" }] });
  });

  it("is said in words", () => {
    const words = (more: Partial<NewThreshold>, metric = cpu) => {
      const verdict = decideThreshold(asked(more), metric);
      return verdict.ok ? thresholdWords(verdict.threshold, metric) : "refused";
    };
    expect(words({})).toBe("CPU of every node at most 80 %, the vendor's limit; counts from 10 min on end");
    const rate = metricOf("request_rate", { unit: "", worse: "above" });
    expect(
      words({ metric: "request_rate", label: "gw1", source: "baseline", tolerance: 20, forMinutes: 0 }, rate),
    ).toBe("Requests of gw1 at least what was usual minus 20 %, from the baseline; every sample counts");
  });

  it("has no limit while the baseline it rests on is missing", () => {
    expect(limitAt({ limit: null, tolerance: 20 }, cpu, { by: "none", count: 3 }, from)).toBeNull();
    expect(limitAt({ limit: 80, tolerance: null }, cpu, { by: "none", count: 3 }, from)).toBe(80);
  });

  it("shows figures no longer than they matter", () => {
    expect([80, 1.2345, 0.03123, 12_345.6, 0].map(figure)).toEqual(["80", "1.23", "0.0312", "12346", "0"]);
  });
});

describe("A metric", () => {
  it("that is known keeps its unit; another says it once and keeps it", () => {
    expect(decideMetric("cpu", {}, null)).toEqual({ ok: true, unit: "%", worse: "above" });
    expect(decideMetric("cpu", { unit: "cores" }, null)).toMatchObject({
      refusals: [{ code: "other_unit" }],
    });
    expect(decideMetric("queue_length", {}, null)).toMatchObject({ refusals: [{ code: "unit_needed" }] });
    const told = { unit: "messages", worse: "above" } as const;
    expect(decideMetric("queue_length", told, null)).toEqual({ ok: true, ...told });
    expect(decideMetric("queue_length", {}, told)).toEqual({ ok: true, ...told });
    expect(decideMetric("queue_length", { worse: "below" }, told)).toMatchObject({
      refusals: [{ code: "other_side" }],
    });
  });

  it("has a title people read", () => {
    expect(metricOf("heap", { unit: "", worse: "below" })).toMatchObject({ title: "Heap", vendorLimit: 80 });
    expect(metricOf("queue_length", { unit: "messages", worse: "above" }).title).toBe("queue length");
  });
});
