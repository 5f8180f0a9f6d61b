import type { Role } from "./role";

/** Every reason a gate can be shut for, in the order people should see them: failing first, waiting last. */
export const blockerKinds = [
  "sign_off_rejected",
  "test_failed",
  "migration_client_failed",
  "log_must_fix",
  "step_blocked",
  "test_blocked",
  "health_exceeded",
  "hypercare_finding",
  "count_different",
  "signature_stale",
  "execution_stale",
  "evidence_missing",
  "item_undecided",
  "item_open",
  "item_untested",
  "pilot_missing",
  "pilot_data",
  "parity_open",
  "back_out_missing",
  "forecast_missing",
  "forecast_over",
  "health_unknown",
  "health_missing",
  "hypercare_missed",
  "hypercare_missing",
  "count_missing",
  "window_missing",
  "log_undecided",
  "logs_unread",
  "skip_unconfirmed",
  "test_skipped",
  "case_uncovered",
  "condition_open",
  "previous_upgrade_unsigned",
  "previous_exit_unsigned",
  "entry_shut",
  "window_ahead",
  "step_open",
  "test_not_run",
  "attestation_missing",
  "health_pending",
  "hypercare_running",
] as const;
export type BlockerKind = (typeof blockerKinds)[number];

export const blockerSubjects = [
  "step",
  "test_case",
  "use_case",
  "inventory_item",
  "upgrade",
  "environment",
  "sign_off",
  "condition",
  "proof",
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
  /** Named people when there are any; otherwise anybody with one of the roles. */
  readonly clearedBy: { readonly people: readonly string[]; readonly roles: readonly Role[] };
  readonly waivable: boolean;
};

/**
 * Signatures and the order of the gates can't be excepted: they have to be given. Nor can the order of linked upgrades:
 * a team that doesn't want to wait takes the link away, with a reason.
 */
const unwaivable: ReadonlySet<BlockerKind> = new Set<BlockerKind>([
  "previous_upgrade_unsigned",
  "previous_exit_unsigned",
  "entry_shut",
  "signature_stale",
  "sign_off_rejected",
]);

/** True when an exception to blockers of this kind can be asked for. */
export function isWaivable(kind: BlockerKind): boolean {
  return !unwaivable.has(kind);
}

/** True when nothing but a moment has to come: the gate is signed before, and opens by itself. */
export const isForTime = ({ kind }: Pick<Blocker, "kind">): boolean => kind === "window_ahead";

/** Completes a blocker with its key and whether it can be waived. */
export function blocker(kind: BlockerKind, facts: Omit<Blocker, "key" | "kind" | "waivable">): Blocker {
  return { key: `${kind}:${facts.subject.id}`, kind, ...facts, waivable: isWaivable(kind) };
}

/** Failing first; blockers of one kind stay in the order they were found in. Linear: a gate may have thousands. */
export function sortBlockers(blockers: readonly Blocker[]): Blocker[] {
  const byKind = new Map<BlockerKind, Blocker[]>(blockerKinds.map((kind) => [kind, []]));
  for (const blocker of blockers) byKind.get(blocker.kind)?.push(blocker);
  return [...byKind.values()].flat();
}

/** How many blockers there are of each kind. */
export function countBlockers(blockers: readonly Blocker[]): Partial<Record<BlockerKind, number>> {
  const counts: Partial<Record<BlockerKind, number>> = {};
  for (const { kind } of blockers) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}
