import { type Blocker, blocker } from "./blocker";
import type { GateKind } from "./gate-kind";

/** One named value a signature is bound to: "the booked window" is "2026-12-05 22:00 to …". */
export type ProofFact = { readonly subject: string; readonly value: string };

/**
 * Something a gate asks for beside steps, test cases and items: a rehearsal, a window, health, logs. Each kind has a rule
 * of its own that makes these from its facts; the gate only asks whether they are met.
 */
export type GateProof = Omit<Blocker, "key" | "waivable"> & {
  /** The gate of its environment that asks. */
  readonly gate: GateKind;
  /** Unknown is not met. */
  readonly met: boolean;
  /** When time alone changes this answer; null when it doesn't. */
  readonly until: Date | null;
  /** What a signature of this gate is bound to; empty where nothing has to stay as it was. */
  readonly facts: readonly ProofFact[];
};

/** What a proof means for the gate: its blocker, or null when it is met. */
export function proofBlocker({
  gate: _,
  met,
  until: __,
  facts: ___,
  kind,
  ...rest
}: GateProof): Blocker | null {
  return met ? null : blocker(kind, rest);
}

/** When the first of these answers changes by time alone; null when none does. */
export function proofsUntil(proofs: readonly GateProof[]): Date | null {
  let first: Date | null = null;
  for (const { until } of proofs) if (until !== null && (first === null || until < first)) first = until;
  return first;
}
