import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BurnUpChange, type BurnUpStep, burnUp } from "./burn-up";
import { countStates, progressOf } from "./progress";
import { type StepState, stepStates } from "./step";

const hour = 3_600_000;
const day = 24 * hour;
const dayOf = (at: number) => String(Math.floor(at / day));
const step = (id: string, state: StepState, more: Partial<BurnUpStep> = {}): BurnUpStep => ({
  id,
  environmentId: "dev",
  state,
  addedAt: null,
  removedAt: null,
  ...more,
});

let seq = 0;
const change = (stepId: string, at: number, before: StepState): BurnUpChange => {
  seq += 1;
  return { stepId, seq, at, before };
};
const curve = (steps: BurnUpStep[], changes: BurnUpChange[], environment = "dev") =>
  burnUp(steps, changes, 0, dayOf)
    .get(environment)
    ?.map(({ at, done, total }) => [at / hour, done, total]);

describe("Progress over time", () => {
  it("begins with every step of the environment and rises with each that is done or skipped", () => {
    const steps = [step("a", "done"), step("b", "skipped"), step("c", "todo")];
    const changes = [
      change("a", 30 * hour, "todo"),
      change("a", 31 * hour, "doing"),
      change("b", 60 * hour, "todo"),
    ];
    expect(curve(steps, changes)).toEqual([
      [0, 0, 3],
      [31, 1, 3],
      [60, 2, 3],
    ]);
  });

  it("keeps one point a day, the last", () => {
    const steps = ["a", "b", "c"].map((id) => step(id, "done"));
    const changes = ["a", "b", "c"].map((id, index) => change(id, (26 + index) * hour, "doing"));
    expect(curve(steps, changes)).toEqual([
      [0, 0, 3],
      [28, 3, 3],
    ]);
  });

  it("falls when a step is reopened, and shows nothing of what was undone the same day", () => {
    const reopened = [change("a", 30 * hour, "doing"), change("a", 80 * hour, "done")];
    expect(curve([step("a", "todo")], reopened)).toEqual([
      [0, 0, 1],
      [30, 1, 1],
      [80, 0, 1],
    ]);
    const undone = [change("a", 30 * hour, "doing"), change("a", 31 * hour, "done")];
    expect(curve([step("a", "doing")], undone)).toEqual([
      [0, 0, 1],
      [31, 0, 1],
    ]);
  });

  it("counts a step from when it was added until it was removed, and not while it is not applicable", () => {
    expect(curve([step("a", "todo"), step("b", "todo", { addedAt: 30 * hour })], [])).toEqual([
      [0, 0, 1],
      [30, 0, 2],
    ]);
    expect(
      curve(
        [step("a", "todo"), step("b", "done", { removedAt: 90 * hour })],
        [change("b", 30 * hour, "doing")],
      ),
    ).toEqual([
      [0, 0, 2],
      [30, 1, 2],
      [90, 0, 1],
    ]);
    expect(curve([step("a", "not_applicable"), step("b", "todo")], [change("a", 30 * hour, "todo")])).toEqual(
      [
        [0, 0, 2],
        [30, 0, 1],
      ],
    );
  });

  it("is told for each environment by its own steps", () => {
    const steps = [step("a", "done"), step("b", "todo", { environmentId: "prod" })];
    expect(curve(steps, [change("a", 30 * hour, "doing")], "prod")).toEqual([[0, 0, 1]]);
  });

  it("ends where the environment stands, whatever happened on the way", () => {
    const states = fc.constantFrom(...stepStates);
    const life = fc.record({
      present: states,
      removed: fc.boolean(),
      past: fc.array(fc.tuple(fc.integer({ min: 1, max: 500 }), states), { maxLength: 8 }),
    });
    fc.assert(
      fc.property(fc.array(life, { minLength: 1, maxLength: 8 }), (lives) => {
        const steps = lives.map(({ present, removed }, index) =>
          step(`s${index}`, present, { removedAt: removed ? 600 * hour : null }),
        );
        const changes = lives.flatMap(({ past }, index) =>
          [...past].sort(([a], [b]) => a - b).map(([at, before]) => change(`s${index}`, at * hour, before)),
        );
        const now = progressOf(countStates(steps.filter(({ removedAt }) => removedAt === null)));
        const points = burnUp(steps, changes, 0, dayOf).get("dev") ?? [];
        expect(points.at(-1) ?? { done: 0, total: 0 }).toMatchObject({ done: now.closed, total: now.total });
        for (const { done, total } of points) expect(done >= 0 && done <= total).toBe(true);
        expect(points.map(({ at }) => at)).toEqual(points.map(({ at }) => at).sort((a, b) => a - b));
      }),
    );
  });
});
