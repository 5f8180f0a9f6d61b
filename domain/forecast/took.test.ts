import { describe, expect, it } from "vitest";
import { heldAgainst, keptWithin, tookMinutes } from "./took";

const minute = 60_000;

describe("A forecast that was kept", () => {
  it("is held against the first run after it, if it is the last one before that run", () => {
    const kept = (id: string, at: number, closed = 0, environment = "pre-prod") => ({
      id,
      at,
      closed,
      environment,
    });
    const run = (id: string, startedAt: number) => ({
      id,
      startedAt,
      endedAt: startedAt + 5,
      environment: "pre-prod",
    });
    const forecasts = [
      kept("old", 1),
      kept("last", 5),
      kept("amid", 6, 3),
      kept("prod", 7, 0, "prod"),
      kept("next", 40),
    ];
    const found = heldAgainst(forecasts, [run("again", 30), run("first", 10), run("early", 0)]);
    expect([...found].map(([id, { id: of }]) => [id, of])).toEqual([["last", "first"]]);
  });

  it("is compared with the time from the first start to the last finish, without interruptions", () => {
    const attempts = [
      { start: 0, finish: 40 * minute },
      { start: 30 * minute, finish: 100 * minute },
    ];
    const pause = (from: number, to: number) => ({ from: from * minute, to: to * minute });
    expect(tookMinutes(attempts, [])).toBe(100);
    expect(tookMinutes(attempts, [pause(90, 120), pause(10, 20), pause(15, 30), pause(-9, 5)])).toBe(65);
    expect(tookMinutes([], [])).toBeNull();
  });

  it("was kept within the narrowest of its bounds that is not exceeded", () => {
    const range = { p50: 100, p80: 130, p95: 160 };
    expect([100, 101, 160, 161].map((took) => keptWithin(range, took))).toEqual([
      "p50",
      "p80",
      "p95",
      "none",
    ]);
  });
});
