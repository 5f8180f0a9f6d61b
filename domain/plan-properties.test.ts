import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Condition } from "./condition";
import type { EnvironmentKind } from "./environment";
import { generatePlan, planDifference } from "./plan";
import { findCycle } from "./plan-order";
import { phase, playbook, step } from "./playbook.fixture";

const facts = (answers = {}) => ({ from: "1.0", to: "2.0", answers });
const environments = [
  { key: "dock", kind: "dev" },
  { key: "sea", kind: "prod" },
] as const satisfies readonly { key: string; kind: EnvironmentKind }[];

describe("for any playbook", () => {
  const kinds: readonly EnvironmentKind[] = ["dev", "prod"];
  const conditions: fc.Arbitrary<Condition | null> = fc.oneof(
    fc.constant(null),
    fc.constantFrom("diesel", "petrol").map((is): Condition => ({ question: "fuel", is })),
    fc.boolean().map((is): Condition => ({ question: "spare", is })),
    fc.constant<Condition>({ question: "spareFuel", is: true }),
  );
  const steps = fc
    .array(
      fc.record({
        plan: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
        when: conditions,
        environments: fc.subarray([...kinds]),
        after: fc.array(fc.nat(29), { maxLength: 4 }),
      }),
      { minLength: 1, maxLength: 30 },
    )
    .map((rows) =>
      rows.map(({ plan, when, environments: own, after }, i) =>
        step(`s${i}`, {
          scope: plan ? "upgrade" : "environment",
          when,
          environments: plan ? [] : own,
          after: [...new Set(after)]
            .filter((j) => j < i && (!plan || rows[j]?.plan === true))
            .map((j) => `s${j}`),
        }),
      ),
    );
  const answers = fc.record(
    {
      fuel: fc.constantFrom("diesel", "petrol"),
      spare: fc.boolean(),
      spareFuel: fc.boolean(),
    },
    { requiredKeys: [] },
  );
  const content = fc
    .tuple(steps, fc.nat(30))
    .map(([all, cut]) => playbook([phase("one", all.slice(0, cut)), phase("two", all.slice(cut))]));

  it("every predecessor exists, none comes later, and nothing waits in a circle", () => {
    fc.assert(
      fc.property(content, answers, (given, answered) => {
        const plan = generatePlan(given, facts(answered), environments);
        const all = [...plan.planSteps, ...plan.environmentSteps.flatMap((list) => list.steps)];
        const keys = new Set(all.map((item) => item.key));
        expect(keys.size).toBe(all.length);
        expect(findCycle(new Map(all.map((item) => [item.key, item.predecessors])))).toBeNull();
        const place = new Map(all.map((item) => [item.key, item]));
        for (const item of all) {
          for (const key of item.predecessors) {
            expect(keys.has(key)).toBe(true);
            const before = place.get(key);
            expect([item.environment, null]).toContain(before?.environment);
            if (before?.environment === item.environment) expect(before.position).toBeLessThan(item.position);
          }
        }
      }),
    );
  });

  it("changing an answer and back gives the same plan, and the difference comes to nothing", () => {
    fc.assert(
      fc.property(content, answers, answers, (given, first, second) => {
        const items = (answered: object) => {
          const plan = generatePlan(given, facts(answered), environments);
          return [...plan.planSteps, ...plan.environmentSteps.flatMap((list) => list.steps)];
        };
        const before = items(first);
        const current = before.map(({ key }) => ({ key, hasWork: false }));
        const there = planDifference(current, items(second));
        const after = [...there.kept.map(({ planned }) => planned), ...there.added].map(({ key }) => ({
          key,
          hasWork: false,
        }));
        const back = planDifference(after, items(first));
        expect(items(first)).toEqual(before);
        expect(
          new Set([...back.kept.map(({ planned }) => planned.key), ...back.added.map(({ key }) => key)]),
        ).toEqual(new Set(before.map(({ key }) => key)));
      }),
    );
  });

  it("a changed plan never drops work already done", () => {
    fc.assert(
      fc.property(content, answers, answers, fc.func(fc.boolean()), (given, first, second, worked) => {
        const items = (answered: object) =>
          generatePlan(given, facts(answered), environments).environmentSteps.flatMap((list) => list.steps);
        const current = items(first).map(({ key }) => ({ key, hasWork: worked(key) }));
        const difference = planDifference(current, items(second));
        expect(difference.removed.filter((item) => item.hasWork)).toEqual([]);
        expect(
          difference.removed.length + difference.kept.length + difference.keptBecauseWorkDone.length,
        ).toBe(current.length);
        expect(difference.kept.length + difference.added.length).toBe(items(second).length);
      }),
    );
  });
});
