import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { abortNews, latestSafeAbort, type ScheduledStep, scheduleRun } from "./run-schedule";

const minute = 60_000;
const step = (
  id: string,
  minutes: number,
  after: string[] = [],
  more: Partial<ScheduledStep> = {},
): ScheduledStep => ({
  id,
  after,
  minutes,
  personId: null,
  state: "todo",
  startedAt: null,
  finishedAt: null,
  worked: null,
  ...more,
});
const done = (start: number, finish: number) => ({
  state: "done" as const,
  startedAt: start * minute,
  finishedAt: finish * minute,
});
const line = (steps: ScheduledStep[], id: string, now = 0) => {
  const found = scheduleRun(steps, 0, now * minute).lines.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return {
    ...found,
    planned: [found.planned.start / minute, found.planned.finish / minute],
    actual: [found.actual.start / minute, found.actual.finish / minute],
    late: found.late / minute,
  };
};

describe("the clock of a run", () => {
  it("lets steps wait for those before them and for who does them", () => {
    const steps = [
      step("a", 10),
      step("b", 20, ["a"], { personId: "ines" }),
      step("c", 5, ["a"], { personId: "ines" }),
      step("d", 1, ["b", "c"]),
    ];
    expect(line(steps, "b").planned).toEqual([10, 30]);
    expect(line(steps, "c").planned).toEqual([30, 35]);
    expect(line(steps, "d").planned).toEqual([35, 36]);
    expect(scheduleRun(steps, 0, 0).plannedEnd).toBe(36 * minute);
  });

  it("moves what is to come by what ran late, and keeps the plan as it was", () => {
    const steps = [step("a", 10, [], done(0, 25)), step("b", 20, ["a"])];
    expect(line(steps, "a", 25)).toMatchObject({ planned: [0, 10], actual: [0, 25], late: 15 });
    expect(line(steps, "b", 25)).toMatchObject({ planned: [10, 30], actual: [25, 45], late: 15 });
    expect(line(steps, "b", 40)).toMatchObject({ actual: [40, 60], late: 30 });
  });

  it("lets a step that runs over its time take at least until now", () => {
    const running = { state: "doing" as const, startedAt: 0 };
    expect(line([step("a", 10, [], running)], "a", 5).actual).toEqual([0, 10]);
    expect(line([step("a", 10, [], running)], "a", 50).actual).toEqual([0, 50]);
  });

  it("gives steps that were skipped no time", () => {
    const steps = [
      step("a", 10, [], done(0, 5)),
      step("b", 60, ["a"], { state: "skipped" }),
      step("c", 10, ["b"]),
    ];
    expect(line(steps, "b", 5).actual).toEqual([5, 5]);
    expect(scheduleRun(steps, 0, 5 * minute).expectedEnd).toBe(15 * minute);
  });

  it("counts nothing that was done before it began", () => {
    const steps = [step("a", 10, [], done(-30, -10)), step("b", 20, ["a"])];
    expect(line(steps, "a")).toMatchObject({ planned: [0, 0], actual: [0, 0], late: 0 });
    expect(line(steps, "b").planned).toEqual([0, 20]);
  });

  it("names the chain that decides when it ends", () => {
    const steps = [step("a", 10), step("b", 50, ["a"]), step("c", 5, ["a"]), step("d", 1, ["b", "c"])];
    expect(
      scheduleRun(steps, 0, 0)
        .lines.filter(({ critical }) => critical)
        .map(({ id }) => id),
    ).toEqual(["a", "b", "d"]);
  });

  const states = fc.constantFrom("todo", "doing", "done", "skipped", "blocked", "not_applicable");
  const run = fc
    .array(
      fc.record({
        minutes: fc.integer({ min: 0, max: 90 }),
        before: fc.array(fc.nat(30), { maxLength: 3 }),
        person: fc.constantFrom(null, "a", "b"),
        state: states,
        from: fc.integer({ min: 0, max: 200 }),
        took: fc.integer({ min: 0, max: 90 }),
      }),
      { minLength: 1, maxLength: 25 },
    )
    .map((rows) =>
      rows.map(({ minutes, before, person, state, from, took }, index) => {
        const begun = state === "done" || state === "doing" || state === "blocked";
        return step(
          `s${index}`,
          minutes,
          index === 0 ? [] : [...new Set(before.map((at) => `s${at % index}`))],
          {
            personId: person,
            state,
            startedAt: begun ? from * minute : null,
            finishedAt: state === "done" ? (from + took) * minute : null,
          },
        );
      }),
    );

  it("plans no step before those it waits for, and ends no earlier for a longer one", () => {
    fc.assert(
      fc.property(run, fc.nat(24), fc.integer({ min: 1, max: 60 }), fc.nat(300), (steps, at, more, now) => {
        const is = scheduleRun(steps, 0, now * minute);
        const spans = new Map(is.lines.map(({ id, planned }) => [id, planned]));
        for (const { id, after } of steps)
          for (const before of after)
            expect(spans.get(id)?.start ?? 0).toBeGreaterThanOrEqual(spans.get(before)?.finish ?? 0);
        const longer = steps.map((one, index) =>
          index === at % steps.length ? { ...one, minutes: one.minutes + more } : one,
        );
        const then = scheduleRun(longer, 0, now * minute);
        expect(then.plannedEnd).toBeGreaterThanOrEqual(is.plannedEnd);
        expect(then.expectedEnd).toBeGreaterThanOrEqual(is.expectedEnd);
        if (steps.some(({ state }) => state === "todo" || state === "doing" || state === "blocked"))
          expect(is.expectedEnd).toBeGreaterThanOrEqual(now * minute);
      }),
    );
  });
});

describe("the latest safe abort", () => {
  it("is as long before the end of the window as the way back and the reserve take", () => {
    expect(latestSafeAbort(600 * minute, 120, 60, 0)).toEqual({ latest: 420 * minute, passed: false });
    expect(latestSafeAbort(600 * minute, 120, 60, 421 * minute)).toEqual({
      latest: 420 * minute,
      passed: true,
    });
    expect(latestSafeAbort(null, 120, 60, 0)).toBeNull();
  });

  it("is news each time it passes or lies ahead again, and nothing else is", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ wait: fc.integer({ min: 1, max: 60 }), end: fc.integer({ min: 0, max: 900 }) })),
        (looks) => {
          let [now, told, ahead]: [number, number | null, boolean] = [0, null, true];
          for (const { wait, end } of looks) {
            now += wait * minute;
            const clock = latestSafeAbort(end * minute, 0, 0, now);
            const news = abortNews(clock, told);
            // Moved to or beyond the last time it was told, it lay ahead at that time, whether somebody looked or not.
            const passes = ahead || (told !== null && end * minute >= told);
            expect(news).toBe(clock?.passed ? (passes ? "passed" : null) : ahead ? null : "ahead");
            if (news === "passed") [told, ahead] = [now, false];
            if (news === "ahead") [told, ahead] = [null, true];
          }
        },
      ),
    );
    expect(abortNews(null, 5)).toBeNull();
  });
});
