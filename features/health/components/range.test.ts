import { describe, expect, it } from "vitest";
import type { HealthView } from "../schema";
import { chosenRange } from "./range";

const now = "2026-12-06T10:00:00.000Z";
const measured = (firstAt: string, lastAt: string) => ({ labels: [], samples: 9, firstAt, lastAt });
const health = (old: boolean, after: boolean) =>
  ({
    metrics: [
      {
        old: old ? measured("2026-11-20T00:00:00.000Z", "2026-12-05T22:00:00.000Z") : null,
        new: after ? measured("2026-12-05T22:00:00.000Z", "2026-12-06T08:00:00.000Z") : null,
      },
    ],
  }) as unknown as HealthView;

describe("The time that charts show", () => {
  it("is as long before the new stack as since, so that both can be seen", () => {
    expect(chosenRange(health(true, true), "move", now, [])).toEqual({
      from: "2026-12-05T12:00:00.000Z",
      until: "2026-12-06T08:00:00.000Z",
    });
    expect(chosenRange(health(false, true), "move", now, [])).toMatchObject({
      from: "2026-12-05T22:00:00.000Z",
    });
    expect(chosenRange(health(true, false), "move", now, [])).toEqual({ until: "2026-12-05T22:00:00.000Z" });
  });

  it("reaches to a shift of traffic after the last sample", () => {
    const shifts = [{ at: "2026-12-06T09:00:00.000Z" }];
    expect(chosenRange(health(true, true), "move", now, shifts)).toEqual({
      from: "2026-12-05T11:00:00.000Z",
      until: "2026-12-06T09:00:00.000Z",
    });
    expect(chosenRange({ metrics: [] }, "move", now, [])).toEqual({});
  });

  it("is everything, a week or a day where that is asked for", () => {
    expect(chosenRange(health(true, true), "all", now, [])).toEqual({ until: "2026-12-06T08:00:00.000Z" });
    expect(chosenRange(health(true, true), "day", now, [])).toEqual({
      from: "2026-12-05T10:00:00.000Z",
      until: now,
    });
    expect(chosenRange(health(true, true), "week", now, []).from).toBe("2026-11-29T10:00:00.000Z");
  });
});
