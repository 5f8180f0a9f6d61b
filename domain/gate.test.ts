import { describe, expect, it } from "vitest";
import { sortBlockers } from "./blocker";
import { canStartBehind, evaluateGate } from "./gate";
import type { GateCase, GateFacts, GateStep } from "./gate-facts";
import type { SignOff } from "./sign-off";
import type { Waiver } from "./waiver";

const now = new Date("2026-11-20T12:00:00.000Z");
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);

function step(facts: Partial<GateStep> = {}): GateStep {
  return {
    id: "s1",
    code: "D-15",
    title: "Compare counts",
    environmentId: "pre",
    gate: "exit",
    state: "done",
    stateReason: "",
    stateSince: hours(-5),
    required: true,
    evidenceRequired: "none",
    evidenceKinds: [],
    assigneeId: null,
    skipRequestedById: null,
    skipReason: "",
    attestationsMissing: null,
    ...facts,
  };
}

function testCase(facts: Partial<GateCase> = {}): GateCase {
  return {
    id: "c1",
    code: "TC-31",
    title: "Revoke an access token",
    required: true,
    revision: 2,
    ownerId: "ines",
    latest: { result: "passed", revision: 2, executedAt: hours(-2) },
    ...facts,
  };
}

function signOff(facts: Partial<SignOff> = {}): SignOff {
  return {
    id: "so1",
    userId: "omar",
    userName: "Omar",
    roles: ["lead"],
    decision: "approve",
    meaning: "approved",
    statement: "Read it all",
    signedAt: hours(-1),
    validUntil: null,
    withdrawnAt: null,
    staleAt: null,
    ...facts,
  };
}

function waiver(blockerKey: string, facts: Partial<Waiver> = {}): Waiver {
  return {
    id: "w1",
    blockerKey,
    reason: "Known",
    requestedById: "ines",
    approvedById: "priya",
    expiresAt: hours(24),
    endedAt: null,
    ...facts,
  };
}

function facts(more: Partial<GateFacts> = {}): GateFacts {
  return {
    gate: "exit",
    environment: {
      id: "pre",
      name: "Pre-prod",
      kind: "pre_prod",
      position: 1,
      startedAt: hours(-48),
      changedAt: null,
    },
    steps: [step()],
    cases: [testCase()],
    useCases: [],
    previous: { id: "dev", name: "Dev", exit: "open", rolesMissing: [] },
    entry: "open",
    staleSignatures: [],
    conditions: [],
    slots: [{ id: "lead", role: "lead", count: 1 }],
    signOffs: [],
    waivers: [],
    ...more,
  };
}

const keys = (more: Partial<GateFacts>) =>
  evaluateGate(facts(more), now).blockers.map((blocker) => blocker.key);
const first = (more: Partial<GateFacts>) => evaluateGate(facts(more), now).blockers[0];

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

  it("is shut by required steps that are open, blocked, waiting to be skipped or without proof", () => {
    const steps = [
      step({ id: "open", state: "doing" }),
      step({ id: "stuck", state: "blocked", stateReason: "waits for theme build" }),
      step({
        id: "skip",
        state: "todo",
        skipRequestedById: "ines",
        skipReason: "Vendor did it",
        assigneeId: "ines",
      }),
      step({ id: "proof", evidenceRequired: "file", evidenceKinds: ["note"] }),
      step({ id: "fine" }),
      step({ id: "optional", required: false, state: "todo" }),
      step({ id: "other gate", gate: "entry", state: "todo" }),
    ];
    expect(keys({ steps })).toEqual([
      "step_blocked:stuck",
      "evidence_missing:proof",
      "skip_unconfirmed:skip",
      "step_open:open",
    ]);
    expect(first({ steps })).toMatchObject({
      title: "Step D-15 “Compare counts” is blocked",
      detail: "waits for theme build",
    });
  });

  it("does not ask the person who wants to skip to clear it", () => {
    const steps = [step({ state: "todo", skipRequestedById: "ines", assigneeId: "ines" })];
    expect(first({ steps })?.clearedBy).toEqual({ people: [], roles: ["lead", "engineer"] });
  });

  it("counts a skipped step as neutral and leaves out what does not apply", () => {
    const steps = [step(), step({ id: "s2", state: "skipped" }), step({ id: "s3", state: "not_applicable" })];
    const evaluation = evaluateGate(facts({ steps, cases: [] }), now);
    // Besides the steps: the environment below is signed off, and its own entry gate is open.
    expect(evaluation).toMatchObject({ criteria: 4, passing: 3, neutral: 1, state: "ready" });
  });

  it("is shut by required tests that fail, are blocked, skipped, out of date or not run", () => {
    const latest = (result: "failed" | "blocked" | "skipped" | "passed" | "not_run", revision = 2) => ({
      result,
      revision,
      executedAt: hours(-2),
    });
    const cases = [
      testCase({ id: "never", latest: null }),
      testCase({ id: "unknown", latest: latest("not_run") }),
      testCase({ id: "skipped", latest: latest("skipped") }),
      testCase({ id: "blocked", latest: latest("blocked") }),
      testCase({ id: "revised", latest: latest("passed", 1) }),
      testCase({ id: "failed", latest: { ...latest("failed"), defectUrl: "https://jira.example/1182" } }),
      testCase({ id: "optional", required: false, latest: latest("failed") }),
      testCase({ id: "fine" }),
    ];
    expect(keys({ cases })).toEqual([
      "test_failed:failed",
      "test_blocked:blocked",
      "execution_stale:revised",
      "test_skipped:skipped",
      "test_not_run:never",
      "test_not_run:unknown",
    ]);
    expect(first({ cases })).toMatchObject({
      title: "Test TC-31 “Revoke an access token” fails",
      detail: "Defect https://jira.example/1182",
      clearedBy: { people: ["ines"] },
    });
  });

  it("says what was measured and what was needed", () => {
    const cases = [
      testCase({
        code: "TC-58",
        title: "Throughput",
        threshold: { value: 800, unit: "requests/s", direction: "at_least" },
        latest: { result: "failed", revision: 2, executedAt: hours(-2), measured: 612 },
      }),
    ];
    expect(first({ cases })?.title).toBe("Test TC-58 “Throughput”: 612, needs ≥ 800 requests/s");
  });

  it("wants tests again after the environment has changed", () => {
    const changed = { ...facts().environment, changedAt: hours(-1) };
    expect(keys({ environment: changed })).toEqual(["execution_stale:c1"]);
    expect(keys({ environment: { ...changed, changedAt: hours(-3) } })).toEqual([]);
  });

  it("is shut by a must without a required test case, and not by a could", () => {
    const useCase = {
      id: "u1",
      code: "UC-7",
      title: "Throttle",
      priority: "must" as const,
      ownerId: null,
      requiredCases: 0,
    };
    expect(keys({ useCases: [useCase, { ...useCase, id: "u2", priority: "could" }] })).toEqual([
      "case_uncovered:u1",
    ]);
    expect(keys({ useCases: [{ ...useCase, requiredCases: 1 }] })).toEqual([]);
  });

  it("is shut while a reading is not attested by everybody, naming who", () => {
    const steps = [
      step({
        attestationsMissing: [
          { id: "lee", name: "Lee" },
          { id: "omar", name: "Omar" },
        ],
      }),
    ];
    expect(first({ steps })).toMatchObject({
      title: "Step D-15 “Compare counts” is not yet attested by Lee and Omar",
      clearedBy: { people: ["lee", "omar"], roles: [] },
    });
  });

  it("stands on its entry gate and on the environment below", () => {
    expect(keys({ entry: "ready" })).toEqual(["entry_shut:pre"]);
    const previous = { id: "dev", name: "Dev", exit: "shut" as const, rolesMissing: ["lead" as const] };
    expect(first({ previous })).toMatchObject({
      title: "Dev exit is not signed off",
      clearedBy: { roles: ["lead"] },
      waivable: false,
    });
    expect(keys({ previous: null })).toEqual([]);
  });

  it("is blocked by a stale signature below, which explains the shut gate below better", () => {
    const from = { environmentId: "dev", environmentName: "Dev", position: 0, gate: "exit" as const };
    const staleSignatures = [
      {
        signOffId: "so9",
        userId: "lee",
        userName: "Lee",
        roles: ["lead" as const],
        from,
        since: hours(-1),
        because: "D-2 was done, is to do",
      },
      {
        signOffId: "above",
        userId: "lee",
        userName: "Lee",
        roles: [],
        from: { ...from, position: 2 },
        since: hours(-1),
        because: "",
      },
    ];
    const previous = { id: "dev", name: "Dev", exit: "ready" as const, rolesMissing: [] };
    expect(keys({ staleSignatures, previous })).toEqual(["signature_stale:so9"]);
    expect(first({ staleSignatures })).toMatchObject({
      title: "Lee's signature on Dev exit is stale",
      detail: "D-2 was done, is to do",
    });
  });

  it("is blocked by conditions of signatures below until they are cleared", () => {
    const from = { environmentId: "dev", environmentName: "Dev", position: 0, gate: "exit" as const };
    const condition = { id: "k1", text: "Renew the certificate", from, since: hours(-9), clearedAt: null };
    const own = { ...condition, id: "k2", from: { ...from, environmentId: "pre", position: 1 } };
    expect(keys({ conditions: [condition, own, { ...condition, id: "k3", clearedAt: hours(-1) }] })).toEqual([
      "condition_open:k1",
    ]);
    expect(first({ conditions: [condition] })?.title).toBe(
      "Condition from Dev exit: “Renew the certificate”",
    );
  });

  it("is shut by a rejection until its author approves or withdraws, whatever happens meanwhile", () => {
    const rejection = signOff({ id: "no", decision: "reject", meaning: null, statement: "Too slow" });
    expect(first({ signOffs: [rejection] })).toMatchObject({
      key: "sign_off_rejected:no",
      detail: "Too slow",
      clearedBy: { people: ["omar"] },
    });
    expect(keys({ signOffs: [{ ...rejection, staleAt: hours(-1) }] })).toEqual(["sign_off_rejected:no"]);
    expect(keys({ signOffs: [{ ...rejection, withdrawnAt: hours(-1) }] })).toEqual([]);
    expect(keys({ signOffs: [rejection, signOff({ id: "yes", signedAt: now })] })).toEqual([]);
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
        const start = performance.now();
        expect(evaluateGate(large, now).criteria).toBe(3002);
        return performance.now() - start;
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
