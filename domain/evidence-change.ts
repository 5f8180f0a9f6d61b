import { type EvidenceKind, type EvidenceRequirement, evidenceNames, hasRequiredEvidence } from "./evidence";
import type { StepState } from "./step";
import { refuse, type Verdict } from "./verdict";

/** What taking a piece of evidence away, or putting another in its place, is judged by. */
export type EvidenceChangeFacts = {
  readonly name: string;
  readonly supersededById: string | null;
  readonly withdrawnAt: Date | null;
  /** The step it proves; null for a test execution. */
  readonly step: {
    readonly code: string;
    readonly state: StepState;
    readonly evidenceRequired: EvidenceRequirement;
    /** Kinds of its other current evidence. */
    readonly otherKinds: readonly EvidenceKind[];
  } | null;
};

/**
 * Decides withdrawing (`by` null) or superseding a piece of evidence. Only a current one can change, and a done step
 * never loses the evidence it is done by: what replaces it has to be of the kind the step asks for.
 */
export function decideEvidenceChange(facts: EvidenceChangeFacts, by: EvidenceKind | null): Verdict {
  const { name, step } = facts;
  if (facts.withdrawnAt !== null) return refuse("withdrawn", `“${name}” was withdrawn already.`);
  if (facts.supersededById !== null)
    return refuse("superseded", `“${name}” was superseded already. Change what took its place.`);
  if (step?.state !== "done") return { ok: true };
  const left = by === null ? step.otherKinds : [...step.otherKinds, by];
  if (hasRequiredEvidence(step.evidenceRequired, left)) return { ok: true };
  const asked = evidenceNames[step.evidenceRequired];
  const remedy = by === null ? "Supersede it, or reopen the step first." : `Give ${asked}.`;
  return refuse("evidence_needed", `${step.code} is done and needs ${asked} as evidence. ${remedy}`);
}
