import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateGate } from "./gate";
import { facts, hours, now, step, testCase } from "./gate.fixture";

const aCase = fc.record({
  result: fc.constantFrom("passed", "failed", "skipped", "not_run" as const),
  revision: fc.constantFrom(1, 2),
  executedAt: fc.integer({ min: -9, max: -1 }).map(hours),
});
const aMoment = fc.record({
  changedAt: fc.option(fc.integer({ min: -10, max: 0 }).map(hours)),
  name: fc.constantFrom("Pre-prod", "Staging"),
});

describe("What a gate keeps of facts it has judged before", () => {
  it("never shows: the same cases and steps, judged at any moments in turn, answer as if seen for the first time", () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(aCase), { maxLength: 6 }),
        fc.array(fc.constantFrom("todo", "done", "blocked" as const), { maxLength: 4 }),
        fc.array(aMoment, { minLength: 1, maxLength: 6 }),
        (latest, states, moments) => {
          const make = () => ({
            cases: latest.map((one, at) => testCase({ id: `c${at}`, code: `TC-${at}`, latest: one })),
            steps: states.map((state, at) => step({ id: `s${at}`, state })),
          });
          const kept = make();
          for (const moment of moments) {
            const environment = { ...facts().environment, ...moment };
            const again = evaluateGate(facts({ ...kept, environment }), now);
            expect(again).toEqual(evaluateGate(facts({ ...make(), environment }), now));
          }
        },
      ),
    );
  });
});
