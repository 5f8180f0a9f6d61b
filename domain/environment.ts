import type { GateState } from "./gate-kind";

/** What an environment is for. An upgrade has exactly one `prod`, and it is the last. */
export const environmentKinds = ["test_setup", "dev", "pre_prod", "prod", "other"] as const;
export type EnvironmentKind = (typeof environmentKinds)[number];

/** Where an environment stands, computed from its facts and never set by hand. */
export const environmentStatuses = [
  "locked",
  "ready",
  "migrating",
  "verifying",
  "awaiting_sign_off",
  "signed_off",
  "stale",
] as const;
export type EnvironmentStatus = (typeof environmentStatuses)[number];

/** The facts of an environment that gates read. Position counts from 0, the lowest environment. */
export type EnvironmentFacts = {
  readonly id: string;
  readonly name: string;
  readonly kind: EnvironmentKind;
  readonly position: number;
  /** When the first step behind its entry gate was started, or the first execution recorded; null before. */
  readonly startedAt: Date | null;
  /** The last change that makes earlier executions worthless; null when nothing has changed. */
  readonly changedAt: Date | null;
};

/** What the status of an environment is computed from. */
export type EnvironmentStatusFacts = {
  readonly entry: GateState;
  readonly startedAt: Date | null;
  /** Required steps of the parts prepare and migrate that are still open. */
  readonly openRequiredMigrateSteps: number;
  readonly exit: { readonly blockers: number; readonly slotsMissing: number };
  /** Every slot of the exit gate is filled by a signature that still stands. */
  readonly exitSigned: boolean;
  /** A signature of the exit gate went stale and its place is still empty. */
  readonly exitStale: boolean;
};
