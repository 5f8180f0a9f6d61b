import { expect, test } from "vitest";
import { type BurnUpSeries, curve, doneAt, spread } from "./burn-up-curve";

const dev: BurnUpSeries = {
  key: "dev",
  label: "Dev",
  total: 10,
  points: [
    { at: "2026-11-02T00:00:00Z", done: 2 },
    { at: "2026-11-04T00:00:00Z", done: 10 },
  ],
};
const box = { width: 400, height: 100 };

test("progress rises in steps: nothing is drawn as half done between two facts", () => {
  expect(curve(dev, "2026-11-01T00:00:00Z", "2026-11-05T00:00:00Z", box)).toBe(
    "M0 100.0H100.0V80.0H300.0V0.0H400",
  );
});

test("a chart that starts late begins at what was already done", () => {
  expect(curve(dev, "2026-11-03T00:00:00Z", "2026-11-05T00:00:00Z", box)).toBe("M0 80.0H200.0V0.0H400");
});

test("an environment without steps lies flat at the bottom", () => {
  expect(curve({ ...dev, total: 0, points: [] }, "2026-11-01T00:00:00Z", "2026-11-02T00:00:00Z", box)).toBe(
    "M0 100.0H400",
  );
});

test("the table tells the count of each moment", () => {
  expect(doneAt(dev, "2026-11-01T12:00:00Z")).toBe(0);
  expect(doneAt(dev, "2026-11-03T12:00:00Z")).toBe(2);
  expect(
    spread("2026-11-01T00:00:00Z", "2026-11-05T00:00:00Z", 3).map((at) => at.toISOString().slice(0, 10)),
  ).toEqual(["2026-11-01", "2026-11-03", "2026-11-05"]);
});
