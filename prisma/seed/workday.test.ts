import { expect, test } from "vitest";
import { type Deed, workday } from "./workday";

const step = (code: string, plannedMinutes: number | null, predecessors: string[] = []) => ({
  id: code,
  version: 1,
  code,
  startedAt: null as string | null,
  plannedMinutes,
  predecessors,
  evidenceMissing: false,
});
const at = (time: string) => new Date(`2026-11-20T${time}:00.000Z`);
const when = (deeds: readonly Deed[], what: Deed["what"], code: string) =>
  deeds.find((deed) => deed.what === what && deed.step.code === code)?.now ?? new Date(Number.NaN);
const minutes = (deeds: readonly Deed[], code: string) =>
  (when(deeds, "finish", code).getTime() - when(deeds, "start", code).getTime()) / 60_000;

test("steps are worked one after the other for about the time that was planned, until the end", () => {
  const deeds = workday([step("B", 60, ["A"]), step("A", 30), step("C", null)], at("15:00"), null);
  expect(deeds.map(({ what, step: { code } }) => `${what} ${code}`)).toEqual([
    "start A",
    "finish A",
    "start B",
    "finish B",
    "start C",
    "finish C",
  ]);
  expect(when(deeds, "finish", "C")).toEqual(at("15:00"));
  for (const [code, planned] of [
    ["A", 30],
    ["B", 60],
    ["C", 20],
  ] as const) {
    expect(minutes(deeds, code)).toBeGreaterThanOrEqual(planned * 0.75);
    expect(minutes(deeds, code)).toBeLessThanOrEqual(planned * 1.25 + 1);
  }
});

test("a day too short makes them overlap, but none begins before what it waits for or before what was told", () => {
  const many = Array.from({ length: 12 }, (_, index) => step(`S${index}`, 120));
  const deeds = workday([...many, step("Z", 120, ["S0"])], at("15:00"), at("11:00"));
  const times = deeds.map(({ now }) => now.getTime());
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(deeds[0]?.now).toEqual(at("11:00"));
  expect(deeds.at(-1)?.now).toEqual(at("15:00"));
  expect(when(deeds, "start", "Z").getTime()).toBeGreaterThanOrEqual(when(deeds, "finish", "S0").getTime());
});

test("what has begun is only finished, and a proof comes before the end", () => {
  const begun = { ...step("A", 30), startedAt: at("09:00").toISOString(), version: 4, evidenceMissing: true };
  const deeds = workday([begun], at("09:20"), at("09:00"));
  expect(deeds.map(({ what, step: { version }, now }) => [what, version, now])).toEqual([
    ["prove", 4, at("09:18")],
    ["finish", 4, at("09:20")],
  ]);
});
