import type { Role } from "./role";

/** Every reason a gate can be shut for, in the order people should see them: failing first, waiting last. */
export const blockerKinds = [
  "sign_off_rejected",
  "test_failed",
  "step_blocked",
  "test_blocked",
  "signature_stale",
  "execution_stale",
  "evidence_missing",
  "skip_unconfirmed",
  "test_skipped",
  "case_uncovered",
  "condition_open",
  "previous_exit_unsigned",
  "entry_shut",
  "step_open",
  "test_not_run",
  "attestation_missing",
] as const;
export type BlockerKind = (typeof blockerKinds)[number];

export const blockerSubjects = [
  "step",
  "test_case",
  "use_case",
  "environment",
  "sign_off",
  "condition",
] as const;
export type BlockerSubjectType = (typeof blockerSubjects)[number];

/** One reason why a gate is shut: what, where, since when, who can clear it. */
export type Blocker = {
  /** `kind:subjectId`, the same for as long as the reason lasts; a waiver names it. */
  readonly key: string;
  readonly kind: BlockerKind;
  /** One sentence without a full stop: "Test TC-31 “Revoke an access token” fails". */
  readonly title: string;
  /** What to do about it, or what was said; may be empty. */
  readonly detail: string;
  readonly since: Date | null;
  readonly subject: {
    readonly type: BlockerSubjectType;
    readonly id: string;
    readonly code: string | null;
    /** Where to look; null for something that belongs to the whole upgrade. */
    readonly environmentId: string | null;
  };
  /** Named people first; when there are none, anybody with one of the roles. */
  readonly clearedBy: { readonly people: readonly string[]; readonly roles: readonly Role[] };
  readonly waivable: boolean;
};
