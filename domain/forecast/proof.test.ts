import { describe, expect, it } from "vitest";
import { forecastProofs } from "./proof";

const day = (count: number) => new Date(Date.UTC(2026, 10, count));
const prod = {
  id: "prod",
  name: "Prod",
  kind: "prod" as const,
  position: 2,
  startedAt: null,
  changedAt: null,
};
const rules = {
  pilotIn: "pre_prod" as const,
  volumeRatio: 0.8,
  backOut: true,
  parity: true,
  forecast: true,
  reserveMinutes: 60,
  window: true,
};
const pilot = {
  number: 1,
  environmentName: "Pre-prod",
  startedAt: day(10),
  endedAt: day(11),
  outcome: "succeeded" as const,
  data: null,
  backOut: null,
};
const facts = { rules, planChangedAt: null, pilots: [pilot] };
const kept = (at: Date) => ({ number: 2, at, p80: 312.4 });

describe("What production's entry asks of the forecast", () => {
  it("is nothing where none is asked, and nothing of other environments", () => {
    expect(forecastProofs({ ...facts, rules: null }, null, prod)).toEqual([]);
    expect(forecastProofs({ ...facts, rules: { ...rules, forecast: false } }, null, prod)).toEqual([]);
    expect(forecastProofs(facts, null, { ...prod, kind: "pre_prod" })).toEqual([]);
  });

  it("is one that was kept after the plan changed and after the last pilot, and is bound to a signature", () => {
    const [none] = forecastProofs(facts, null, prod);
    expect(none).toMatchObject({ met: false, title: "No forecast of Prod is kept", facts: [] });
    const changed = { ...facts, planChangedAt: day(14) };
    expect(forecastProofs(changed, kept(day(13)), prod)[0]).toMatchObject({
      met: false,
      title: "The forecast of Prod is older than its plan",
      since: day(14),
    });
    expect(forecastProofs(facts, kept(day(10)), prod)[0]).toMatchObject({
      met: false,
      title: "The forecast of Prod is older than the last pilot",
      since: day(11),
    });
    expect(forecastProofs(changed, kept(day(15)), prod)[0]).toMatchObject({
      met: true,
      gate: "entry",
      facts: [{ subject: "the forecast", value: "forecast 2, kept 2026-11-15T00:00:00.000Z: P80 312 min" }],
    });
  });
});
