import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Dependency, findCycle } from "./dependency";
import { decideAssign, decideDue, decidePredecessors, decideRemoveStep, type Place } from "./step-edit";
import type { Verdict } from "./verdict";

const step = {
  code: "D-02",
  title: "Dump the database",
  state: "todo" as const,
  assigneeId: null,
  dueAt: null,
};
const codes = (verdict: Verdict) => (verdict.ok ? [] : verdict.refusals.map((refusal) => refusal.code));
const messages = (verdict: Verdict) => (verdict.ok ? [] : verdict.refusals.map((refusal) => refusal.message));

describe("assigning a step", () => {
  const ines = { id: "ines", name: "Ines", roles: ["engineer"] as const };

  it("gives it to a lead or an engineer, or takes it away", () => {
    expect(decideAssign(step, ines).ok).toBe(true);
    expect(decideAssign({ ...step, assigneeId: "ines" }, null).ok).toBe(true);
  });

  it("is refused for people who could not do it, saying why", () => {
    expect(messages(decideAssign(step, { id: "vera", name: "Vera", roles: ["viewer"] }))).toEqual([
      "Vera is here as viewer. Steps are done by leads and engineers.",
    ]);
    expect(codes(decideAssign(step, { id: "otto", name: "Otto", roles: null }))).toEqual(["not_a_member"]);
  });

  it("is refused when it changes nothing and when the step is closed", () => {
    expect(codes(decideAssign({ ...step, assigneeId: "ines" }, ines))).toEqual(["unchanged"]);
    expect(codes(decideAssign(step, null))).toEqual(["unchanged"]);
    expect(codes(decideAssign({ ...step, state: "done" }, ines))).toEqual(["wrong_state"]);
  });
});

describe("a due date", () => {
  it("is set, moved and removed while the step is open, and only then", () => {
    const due = new Date("2026-12-01T00:00:00Z");
    expect(decideDue(step, due).ok).toBe(true);
    expect(decideDue({ ...step, dueAt: due }, null).ok).toBe(true);
    expect(codes(decideDue({ ...step, dueAt: due }, new Date(due)))).toEqual(["unchanged"]);
    expect(codes(decideDue({ ...step, state: "skipped" }, due))).toEqual(["wrong_state"]);
  });
});

const place = (id: string, environmentId: string | null = "dev"): Place => ({
  id,
  code: id.toUpperCase(),
  title: id,
  environmentId,
});
const codeOf = (id: string) => id.toUpperCase();

describe("what a step waits for", () => {
  it("are steps of its own environment and of the plan; a plan step waits for plan steps only", () => {
    expect(decidePredecessors(place("a"), [place("b"), place("p", null)], [], codeOf).ok).toBe(true);
    expect(codes(decidePredecessors(place("a"), [place("b", "prod")], [], codeOf))).toEqual(["elsewhere"]);
    expect(codes(decidePredecessors(place("p", null), [place("b")], [], codeOf))).toEqual(["elsewhere"]);
  });

  it("never leads back to it, and the refusal walks the circle", () => {
    const others = [
      { stepId: "b", predecessorId: "c" },
      { stepId: "c", predecessorId: "a" },
    ];
    expect(messages(decidePredecessors(place("a"), [place("b")], others, codeOf))).toEqual([
      "Steps would wait for each other in a circle: A → B → C → A.",
    ]);
    expect(codes(decidePredecessors(place("a"), [place("a")], [], codeOf))).toEqual(["cycle"]);
  });

  it("never makes a circle, whatever is allowed one after the other", () => {
    const edge = fc.record({
      stepId: fc.integer({ min: 0, max: 7 }),
      predecessorId: fc.integer({ min: 0, max: 7 }),
    });
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 40 }), (wanted) => {
        const all: Dependency[] = [];
        for (const { stepId, predecessorId } of wanted) {
          const [a, b] = [`s${stepId}`, `s${predecessorId}`];
          const others = all.filter((known) => known.stepId !== a);
          const own = all.filter((known) => known.stepId === a).map((known) => place(known.predecessorId));
          if (decidePredecessors(place(a), [...own, place(b)], others, codeOf).ok)
            all.push({ stepId: a, predecessorId: b });
        }
        expect(findCycle(all)).toBeNull();
      }),
    );
  });
});

describe("removing a step", () => {
  const added = { ...step, custom: true, startedAt: null, evidence: 0, attestations: 0 };

  it("is for added steps nobody has worked on", () => {
    expect(decideRemoveStep(added).ok).toBe(true);
    expect(codes(decideRemoveStep({ ...added, custom: false }))).toEqual(["of_playbook"]);
  });

  it("is refused with everything that would be lost", () => {
    expect(messages(decideRemoveStep({ ...added, state: "doing", evidence: 2, attestations: 1 }))).toEqual([
      "D-02 “Dump the database” is in progress, has 2 pieces of evidence and has 1 attestation and can't be removed. Mark it not applicable with a reason instead.",
    ]);
  });
});
