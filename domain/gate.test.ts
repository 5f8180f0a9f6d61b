import { describe, expect, it } from "vitest";
import { sortBlockers } from "./blocker";
import { canStartBehind, evaluateGate } from "./gate";
import { facts, hours, now, signOff, step, testCase, waiver } from "./gate.fixture";
import type { GateFacts } from "./gate-facts";

const keys = (more: Partial<GateFacts>) =>
  evaluateGate(facts(more), now).blockers.map((blocker) => blocker.key);

describe("an exit gate", () => {
  it("is ready when nothing blocks, and open once every slot is signed", () => {
    const ready = evaluateGate(facts(), now);
    expect(ready).toMatchObject({
      state: "ready",
      blockers: [],
      signed: false,
      headline: "Ready to sign: waits for 1 lead.",
    });
    const open = evaluateGate(facts({ signOffs: [signOff()] }), now);
    expect(open).toMatchObject({
      state: "open",
      signed: true,
      stale: false,
      headline: "Open: signed by 1 person.",
    });
  });

  it("never opens without a slot", () => {
    expect(evaluateGate(facts({ slots: [] }), now).state).toBe("ready");
  });

  it("counts a skipped step as neutral and leaves out what does not apply", () => {
    const steps = [step(), step({ id: "s2", state: "skipped" }), step({ id: "s3", state: "not_applicable" })];
    const evaluation = evaluateGate(facts({ steps, cases: [] }), now);
    // Besides the steps: the environment below is signed off, and its own entry gate is open.
    expect(evaluation).toMatchObject({ criteria: 4, passing: 3, neutral: 1, state: "ready" });
  });

  it("stays signed but shuts again when something blocks after all", () => {
    const signOffs = [signOff()];
    const steps = [step({ state: "todo" })];
    expect(evaluateGate(facts({ signOffs, steps }), now)).toMatchObject({ state: "shut", signed: true });
  });

  it("asks again when a signature goes stale, naming whose place is empty", () => {
    const signOffs = [signOff({ staleAt: hours(-1) })];
    const evaluation = evaluateGate(facts({ signOffs }), now);
    expect(evaluation).toMatchObject({ state: "ready", signed: false, stale: true });
    expect(evaluation.staleSignOffs.map(({ id }) => id)).toEqual(["so1"]);
    const replaced = [...signOffs, signOff({ id: "so2", userId: "lee", userName: "Lee" })];
    expect(evaluateGate(facts({ signOffs: replaced }), now)).toMatchObject({
      state: "open",
      staleSignOffs: [],
      stale: false,
    });
  });

  it("was not signed when one of two signatures is stale and the other was never given", () => {
    const slots = [
      { id: "lead", role: "lead" as const, count: 1 },
      { id: "manager", role: "manager" as const, count: 1 },
    ];
    const evaluation = evaluateGate(facts({ slots, signOffs: [signOff({ staleAt: hours(-1) })] }), now);
    expect(evaluation).toMatchObject({ stale: false, signed: false });
    expect(evaluation.staleSignOffs).toHaveLength(1);
  });
});

describe("an entry gate", () => {
  const entry = (more: Partial<GateFacts> = {}) =>
    evaluateGate(facts({ gate: "entry", slots: [], steps: [step({ gate: "entry" })], ...more }), now);

  it("without slots opens by itself when its list is empty", () => {
    expect(entry()).toMatchObject({ state: "open", headline: "Open: nothing blocks." });
    expect(entry({ steps: [step({ gate: "entry", state: "todo" })] }).state).toBe("shut");
  });

  it("asks for no tests", () => {
    expect(entry({ cases: [testCase({ latest: null })] }).state).toBe("open");
  });

  it("with slots waits for its signatures", () => {
    expect(entry({ slots: [{ id: "manager", role: "manager", count: 2 }] }).headline).toBe(
      "Ready to sign: waits for 2 managers.",
    );
  });

  it("lets work start when it is open, and never freezes an environment that has started", () => {
    expect(canStartBehind("open", { startedAt: null })).toBe(true);
    expect(canStartBehind("ready", { startedAt: null })).toBe(false);
    expect(canStartBehind("shut", { startedAt: null })).toBe(false);
    expect(canStartBehind("shut", { startedAt: hours(-1) })).toBe(true);
  });
});

describe("a waiver", () => {
  const steps = [step({ state: "doing" })];

  it("takes its blocker from the list, and the blocker comes back the moment it expires", () => {
    const waivers = [waiver("step_open:s1")];
    const waived = evaluateGate(facts({ steps, waivers }), now);
    expect(waived).toMatchObject({
      state: "ready",
      waived: [{ blocker: { key: "step_open:s1" }, waiver: { id: "w1" } }],
    });
    expect(waived.validUntil).toEqual(hours(24));
    expect(evaluateGate(facts({ steps, waivers }), hours(24)).blockers.map(({ key }) => key)).toEqual([
      "step_open:s1",
    ]);
  });

  it("does nothing while it waits, after it ended, or for another blocker", () => {
    for (const other of [
      waiver("step_open:s1", { approvedById: null }),
      waiver("step_open:s1", { endedAt: hours(-1) }),
      waiver("step_blocked:s1"),
    ]) {
      expect(keys({ steps, waivers: [other] })).toEqual(["step_open:s1"]);
    }
  });

  it("never replaces the signatures below", () => {
    const previous = { id: "dev", name: "Dev", exit: "ready" as const, rolesMissing: [] };
    expect(keys({ previous, waivers: [waiver("previous_exit_unsigned:dev")] })).toEqual([
      "previous_exit_unsigned:dev",
    ]);
  });

  it("takes with it, when it ends, a signature that relied on it", () => {
    const signOffs = [signOff({ validUntil: hours(24) })];
    expect(evaluateGate(facts({ signOffs }), now)).toMatchObject({ state: "open", validUntil: hours(24) });
    expect(evaluateGate(facts({ signOffs }), hours(24))).toMatchObject({ state: "ready", stale: true });
  });
});

describe("a large gate", () => {
  it("of 1,000 steps and 2,000 cases is judged within 30 ms, whether all pass or all block", () => {
    const many = (passing: boolean) =>
      facts({
        steps: Array.from({ length: 1000 }, (_, i) =>
          step({ id: `s${i}`, code: `D-${i}`, state: passing ? "done" : "todo" }),
        ),
        cases: Array.from({ length: 2000 }, (_, i) =>
          testCase({ id: `c${i}`, ...(passing ? {} : { latest: null }) }),
        ),
        waivers: [waiver("step_open:s7")],
      });
    for (const passing of [true, false]) {
      const large = many(passing);
      const times = Array.from({ length: 20 }, () => {
        const start = process.cpuUsage();
        expect(evaluateGate(large, now).criteria).toBe(3002);
        return process.cpuUsage(start).user / 1000;
      }).sort((a, b) => a - b);
      expect(times[10]).toBeLessThan(30);
    }
  });

  it("lists blockers of one kind in the order they were found", () => {
    const steps = ["a", "b", "c"].map((id) => step({ id, state: "todo" }));
    const { blockers } = evaluateGate(facts({ steps }), now);
    expect(sortBlockers([...blockers]).map(({ subject }) => subject.id)).toEqual(["a", "b", "c"]);
  });
});
