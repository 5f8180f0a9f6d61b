import type { Blocker } from "./blocker";
import type { EnvironmentFacts } from "./environment";
import type { EvidenceKind, EvidenceRequirement } from "./evidence";
import type { GateKind, GateState } from "./gate-kind";
import type { Role } from "./role";
import type { SignOff } from "./sign-off";
import type { Slot, SlotMatch } from "./slot";
import type { StepState } from "./step";
import type { Threshold } from "./test-case";
import type { TestResult } from "./test-execution";
import type { Priority } from "./use-case";
import type { Waiver } from "./waiver";

/** A step of the environment, or one of the plan resolved to this environment (environmentId null). */
export type GateStep = {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly environmentId: string | null;
  readonly gate: GateKind;
  readonly state: StepState;
  readonly required: boolean;
  readonly evidenceRequired: EvidenceRequirement;
  /** Kinds of its current, readable evidence. */
  readonly evidenceKinds: readonly EvidenceKind[];
  readonly assigneeId: string | null;
  /** Why it is blocked, skipped or not applicable. */
  readonly reason: string | null;
  readonly skipRequestedById: string | null;
  /** When it came into its present state. */
  readonly since: Date | null;
  /** Members who still have to attest it, for a step every member attests (reading the guide). */
  readonly attestationsMissing: readonly { readonly id: string; readonly name: string }[];
};

/** An active test case relevant for the environment, with its latest execution there. */
export type GateCase = {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly required: boolean;
  readonly revision: number;
  readonly ownerId: string | null;
  readonly threshold: Threshold | null;
  readonly latest: {
    readonly result: TestResult;
    readonly revision: number;
    readonly measured: number | null;
    readonly executedAt: Date;
    readonly executedById: string;
    readonly defect: string | null;
  } | null;
};

/** A use case with the number of its active, required test cases. */
export type GateUseCase = {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly priority: Priority;
  readonly ownerId: string | null;
  readonly requiredCases: number;
};

/** A gate named from another one. */
export type GateName = {
  readonly environmentId: string;
  readonly environmentName: string;
  readonly position: number;
  readonly gate: GateKind;
};

/**
 * Everything a gate is judged by. The lists may hold more than this gate needs (steps of the other gate, conditions
 * and stale signatures of any gate, waivers of other blockers): the evaluation picks.
 */
export type GateFacts = {
  readonly gate: GateKind;
  readonly environment: EnvironmentFacts;
  readonly steps: readonly GateStep[];
  readonly cases: readonly GateCase[];
  readonly useCases: readonly GateUseCase[];
  /** The environment below and whether its exit gate is signed and open; null for the lowest. */
  readonly previous: {
    readonly id: string;
    readonly name: string;
    readonly exitOpen: boolean;
    readonly rolesMissing: readonly Role[];
  } | null;
  /** Exit gates: whether this environment's own entry gate lets work start. Ignored for entry gates. */
  readonly entryOpen: boolean;
  readonly staleSignatures: readonly {
    readonly signOffId: string;
    readonly userId: string;
    readonly userName: string;
    readonly roles: readonly Role[];
    readonly from: GateName;
    readonly staleSince: Date;
    /** What changed, as one sentence; empty when not recorded. */
    readonly because: string;
  }[];
  readonly conditions: readonly {
    readonly id: string;
    readonly text: string;
    readonly from: GateName;
    readonly ownerId: string | null;
    readonly openedAt: Date;
    readonly closedAt: Date | null;
  }[];
  readonly slots: readonly Slot[];
  /** Every sign-off of this gate, withdrawn and stale ones included. */
  readonly signOffs: readonly SignOff[];
  readonly waivers: readonly Waiver[];
};

/** The answer of a gate. `blockers` is the same list for screen, API, refusal and history. */
export type GateEvaluation = {
  readonly environmentId: string;
  readonly gate: GateKind;
  readonly state: GateState;
  /** Not waived, failing first. */
  readonly blockers: readonly Blocker[];
  readonly waived: readonly { readonly blocker: Blocker; readonly waiver: Waiver }[];
  /** Approved waivers that answer a reason of this gate, expired ones too: what a manifest states. */
  readonly waivers: readonly Waiver[];
  readonly criteria: number;
  readonly passing: number;
  /** Skipped with a second person's word: neither passing nor blocking. */
  readonly neutral: number;
  readonly slots: SlotMatch;
  /** Every slot is filled by a signature that stands. */
  readonly signed: boolean;
  /** Signatures of this gate that went stale and were not replaced. */
  readonly staleSignOffs: readonly SignOff[];
  readonly headline: string;
  /** When the next waiver used here runs out, and this answer with it; null when time changes nothing. */
  readonly validUntil: Date | null;
};
