import type { GateCase, GateFacts, GateStep } from "./gate-facts";
import type { SignOff } from "./sign-off";
import type { Waiver } from "./waiver";

/** Pre-prod, everything done and tested, nothing signed: each test changes what it is about. */
export const now = new Date("2026-11-20T12:00:00.000Z");
export const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);

export function step(facts: Partial<GateStep> = {}): GateStep {
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

export function testCase(facts: Partial<GateCase> = {}): GateCase {
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

export function signOff(facts: Partial<SignOff> = {}): SignOff {
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

export function waiver(blockerKey: string, facts: Partial<Waiver> = {}): Waiver {
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

export function facts(more: Partial<GateFacts> = {}): GateFacts {
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
    items: [],
    proofs: [],
    previous: { id: "dev", name: "Dev", exit: "open", rolesMissing: [] },
    previousUpgrade: null,
    entry: "open",
    staleSignatures: [],
    conditions: [],
    slots: [{ id: "lead", role: "lead", count: 1 }],
    signOffs: [],
    waivers: [],
    ...more,
  };
}
