import type { EnvironmentFacts } from "./environment";
import type { EvidenceKind, EvidenceRequirement } from "./evidence";
import type { FindingLevel } from "./finding";
import type { GateKind, GateName } from "./gate-kind";
import type { GateProof } from "./gate-proof";
import type { ItemState } from "./inventory";
import type { Role } from "./role";
import type { SignOff } from "./sign-off";
import type { Slot } from "./slot";
import type { StepState } from "./step";
import type { Threshold } from "./test-case";
import type { LatestExecution } from "./test-execution";
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
  readonly stateReason: string;
  readonly stateSince: Date;
  readonly required: boolean;
  readonly evidenceRequired: EvidenceRequirement;
  /** Kinds of its current, readable evidence. */
  readonly evidenceKinds: readonly EvidenceKind[];
  readonly assigneeId: string | null;
  readonly skipRequestedById: string | null;
  readonly skipReason: string;
  /** Members who still have to attest it; null for a step nobody attests. */
  readonly attestationsMissing: readonly { readonly id: string; readonly name: string }[] | null;
};

/** An active test case that is run in the environment, with its latest execution there. */
export type GateCase = {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly required: boolean;
  readonly revision: number;
  readonly ownerId: string | null;
  /** Threshold, measured value and defect only make the sentence better; the result decides. */
  readonly threshold?: Threshold | null;
  readonly latest:
    | (LatestExecution & { readonly measured?: number | null; readonly defectUrl?: string | null })
    | null;
};

/** An active use case with the number of its active, required test cases. */
export type GateUseCase = {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly priority: Priority;
  readonly ownerId: string | null;
  readonly requiredCases: number;
};

/** An item of an inventory that belongs to the environment, with what its kind makes of it. */
export type GateItem = {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  /** The environment it is judged in. */
  readonly environmentId: string;
  /** "customization". */
  readonly noun: string;
  readonly kind: string;
  readonly level: FindingLevel;
  readonly verdict: string | null;
  readonly ownerId: string | null;
  /** Its gravest finding, or what was written down; may be empty. */
  readonly detail: string;
  /** There is something to do here. */
  readonly work: boolean;
  /** The gate of this environment that waits for the work. */
  readonly gate: GateKind;
  readonly state: ItemState;
  readonly stateReason: string;
  readonly stateSince: Date | null;
  /** The gate of this environment that waits for its verdict, given or not; null when none does. */
  readonly verdictFor: GateKind | null;
  /** A verdict is asked for and missing. */
  readonly undecided: boolean;
  /** A test case has to prove it here and there is none. */
  readonly untested: boolean;
};

/** A signature of another gate that went stale and whose place is still empty (`GateEvaluation.staleSignOffs`). */
export type StaleSignature = {
  readonly signOffId: string;
  readonly userId: string;
  readonly userName: string;
  readonly roles: readonly Role[];
  readonly from: GateName;
  readonly since: Date;
  /** What changed, as one sentence; empty when unknown. */
  readonly because: string;
};

/** A condition of a signature that stands or stood; cleared ones count as passing. */
export type Condition = {
  readonly id: string;
  readonly text: string;
  readonly from: GateName;
  readonly since: Date;
  readonly clearedAt: Date | null;
};

/**
 * Everything a gate is judged by. The lists may hold more than this gate needs (steps of the other gate, conditions
 * and stale signatures of any gate, waivers of other blockers): the evaluation picks. Cases and use cases are read by
 * exit gates only.
 */
export type GateFacts = {
  readonly gate: GateKind;
  readonly environment: EnvironmentFacts;
  readonly steps: readonly GateStep[];
  readonly cases: readonly GateCase[];
  readonly useCases: readonly GateUseCase[];
  readonly items: readonly GateItem[];
  /** What else is asked for in the environment, by either of its gates, as it is at the time of the evaluation. */
  readonly proofs: readonly GateProof[];
  /** The environment below and whether its exit gate is open; null for the lowest. */
  readonly previous: {
    readonly id: string;
    readonly name: string;
    readonly exit: "shut" | "ready" | "open";
    /** Roles its exit gate still needs signatures from. */
    readonly rolesMissing: readonly Role[];
  } | null;
  /** The upgrade of the hop before while its production is not signed off; null when there is none, or it was found signed. */
  readonly previousUpgrade: {
    readonly id: string;
    readonly key: string;
    /** The release it brings, which is the one this upgrade starts from. */
    readonly to: string;
  } | null;
  /** For an exit gate: the state of the same environment's entry gate. Ignored for entry gates. */
  readonly entry: "shut" | "ready" | "open";
  readonly staleSignatures: readonly StaleSignature[];
  readonly conditions: readonly Condition[];
  readonly slots: readonly Slot[];
  /** Every sign-off of this gate, withdrawn and stale ones included; not those of people who left the upgrade and rejected. */
  readonly signOffs: readonly SignOff[];
  /** Every waiver of this gate. */
  readonly waivers: readonly Waiver[];
};
