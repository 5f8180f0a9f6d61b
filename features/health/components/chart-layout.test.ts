import { describe, expect, it } from "vitest";
import type { ThresholdView } from "../schema";
import { chartLayout } from "./chart-layout";

const range = { from: "2026-12-05T22:00:00.000Z", until: "2026-12-05T23:40:00.000Z", stepSeconds: 600 };
const metric = { name: "cpu", old: [], new: [], band: [], gaps: [] };
const threshold = {
  id: "t",
  from: "2026-12-05T22:50:00.000Z",
  until: "2026-12-06T22:50:00.000Z",
  limit: 80,
  tolerance: null,
  worse: "above",
  series: [
    {
      label: "gw1",
      gaps: [{ since: "2026-12-05T23:00:00.000Z", until: "2026-12-05T23:10:00.000Z" }],
      exceedances: [
        { since: "2026-12-05T23:20:00.000Z", until: "2026-12-05T23:20:00.000Z", worst: 90, limit: 80 },
      ],
    },
  ],
} as unknown as ThresholdView;

describe("The chart of a metric", () => {
  it("draws the worst of the nodes and breaks where parts are missing", () => {
    const line: [number, number, number, number][] = [
      [0, 10, 20, 40],
      [1, 10, 20, 50],
      [4, 10, 20, 50],
    ];
    const layout = chartLayout(range, 10, { ...metric, new: line }, [], [], "above");
    expect(layout.top).toBeCloseTo(54);
    expect(layout.new).toBe("M50 25.9L150 7.4M450 7.4h2");
    expect(chartLayout(range, 10, { ...metric, new: line }, [], [], "below").top).toBeCloseTo(10.8);
  });

  it("draws a limit only where it is watched, the gap it names, and at least a trace of what exceeded it", () => {
    const layout = chartLayout(range, 10, metric, [threshold], [], "above");
    expect(layout.limits).toEqual([{ key: "t", path: "M500 7.4L1000 7.4" }]);
    expect(layout.gaps).toEqual([{ from: 60, width: 10 }]);
    expect(layout.exceeded).toEqual([{ from: 80, width: 0.4 }]);
  });

  it("draws the limit of a baseline along its band", () => {
    const band: [number, number, number][] = Array.from({ length: 10 }, (_, part) => [
      part,
      10,
      part < 8 ? 40 : 60,
    ]);
    const own = { ...threshold, limit: null, tolerance: 50 };
    const layout = chartLayout(range, 10, { ...metric, band }, [own], [], "above");
    expect(layout.limits[0]?.path).toMatch(/^M500 /);
    expect(layout.top).toBeCloseTo(97.2);
    expect(layout.band.endsWith("Z")).toBe(true);
  });

  it("places each shift of traffic that falls into its time, and labels the last of those close together", () => {
    const shifts = [
      { at: "2026-12-05T22:25:00.000Z", share: 5 },
      { at: "2026-12-05T22:22:00.000Z", share: 1 },
      { at: "2026-12-06T22:25:00.000Z", share: 100 },
    ];
    expect(chartLayout(range, 10, metric, [], shifts, "above").shifts).toEqual([
      { at: 22, share: 1, labelled: false },
      { at: 25, share: 5, labelled: true },
    ]);
  });
});
