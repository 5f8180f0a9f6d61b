import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateGate } from "./gate";
import { facts, hours, now, signOff, step, testCase, waiver } from "./gate.fixture";
import type { GateFacts } from "./gate-facts";

const keys = (more: Partial<GateFacts>) =>
  evaluateGate(facts(more), now).blockers.map((blocker) => blocker.key);
const first = (more: Partial<GateFacts>) => evaluateGate(facts(more), now).blockers[0];

describe("an exit gate", () => {
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
      title: "Step D-15 “Compare counts” is not yet attested by 2 people",
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
});

describe("an entry gate", () => {
  const previousUpgrade = { id: "u42", key: "APIM-42", to: "3.2.0" };
  const entry = { gate: "entry" as const, previous: null, previousUpgrade };

  it("of the lowest environment waits until the upgrade before is in production, and no waiver helps", () => {
    expect(first(entry)).toMatchObject({
      key: "previous_upgrade_unsigned:u42",
      title: "APIM-42 is not in production yet",
      detail: "This upgrade starts from 3.2.0, which APIM-42 brings.",
      subject: { type: "upgrade", code: "APIM-42" },
      clearedBy: { people: [], roles: ["lead"] },
      waivable: false,
    });
    const waivers = [waiver("previous_upgrade_unsigned:u42")];
    expect(keys({ ...entry, waivers })).toEqual(["previous_upgrade_unsigned:u42"]);
    expect(keys({ ...entry, previousUpgrade: null })).toEqual([]);
  });

  it("above it doesn't wait itself, nor does an exit gate", () => {
    expect(keys({ gate: "entry", previousUpgrade })).toEqual([]);
    expect(keys({ gate: "exit", previous: null, previousUpgrade })).toEqual([]);
  });

  it("is shut by the upgrade before in addition to everything else, and by nothing else of it", () => {
    const states = fc.constantFrom("todo" as const, "doing" as const, "done" as const);
    fc.assert(
      fc.property(fc.array(states, { maxLength: 6 }), fc.boolean(), (list, lowest) => {
        const steps = list.map((state, at) => step({ id: `s${at}`, gate: "entry", state }));
        const given = { gate: "entry" as const, steps, ...(lowest && { previous: null }) };
        const without = keys(given);
        const waits = lowest ? ["previous_upgrade_unsigned:u42"] : [];
        expect(keys({ ...given, previousUpgrade }).sort()).toEqual([...without, ...waits].sort());
      }),
    );
  });
});
