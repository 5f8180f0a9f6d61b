import { type BlockerKind, blockerKinds } from "./blocker";
import type { EnvironmentStatus } from "./environment";
import type { GateKind } from "./gate-kind";
import { counted } from "./sentence";

/** What the one sentence about an environment is made of. */
export type StandingFacts = {
  readonly name: string;
  readonly status: EnvironmentStatus;
  /** Blockers by kind of the gate that matters now: the entry gate while locked, else the exit gate. */
  readonly blockers: Readonly<Partial<Record<BlockerKind, number>>>;
  /** Stale signatures of that gate whose place is still empty. */
  readonly staleSignatures: number;
  /** `missingText` of that gate's slots: "1 lead and 1 manager". */
  readonly missing: string;
};

const phrases: Record<BlockerKind, (count: number) => string> = {
  sign_off_rejected: (count) => counted(count, "rejection"),
  test_failed: (count) => `${counted(count, "test")} failing`,
  step_blocked: (count) => `${counted(count, "step")} blocked`,
  test_blocked: (count) => `${counted(count, "test")} blocked`,
  health_exceeded: (count) => `${counted(count, "threshold")} exceeded`,
  hypercare_finding: (count) => `${counted(count, "finding")} of hypercare open`,
  count_different: (count) => `${counted(count, "count")} different from before`,
  signature_stale: (count) => `${counted(count, "signature")} below ${is(count)} stale`,
  execution_stale: (count) => `${counted(count, "test")} to run again`,
  evidence_missing: (count) => `${counted(count, "step")} without evidence`,
  item_undecided: (count) => `${counted(count, "inventory item")} without a verdict`,
  item_open: (count) => `${counted(count, "inventory item")} to deal with`,
  item_untested: (count) => `${counted(count, "inventory item")} without a test`,
  pilot_missing: () => "no pilot of the present plan",
  pilot_data: () => "a pilot on too little data",
  parity_open: () => "differences from production to decide on",
  back_out_missing: () => "the way back not rehearsed",
  forecast_over: () => "a window too short for the forecast",
  forecast_missing: () => "no forecast of the present plan",
  health_unknown: (count) => `health of ${counted(count, "threshold")} unknown`,
  health_missing: () => "no threshold set",
  count_missing: () => "counts missing",
  hypercare_missed: (count) => `${counted(count, "day")} of hypercare missed`,
  hypercare_missing: () => "hypercare not started",
  window_missing: () => "no change window booked",
  migration_client_failed: () => "a migration client that failed",
  log_must_fix: () => "errors in its logs that must be fixed",
  log_undecided: () => "errors in its logs to decide about",
  logs_unread: () => "logs nobody has read",
  skip_unconfirmed: (count) => `${counted(count, "step")} waiting for a second person`,
  test_skipped: (count) => `${counted(count, "required test")} skipped`,
  case_uncovered: (count) => `${counted(count, "use case")} without a required test`,
  condition_open: (count) => `${counted(count, "condition")} open`,
  previous_upgrade_unsigned: () => "the upgrade before it is not in production",
  previous_exit_unsigned: () => "the environment before it is not signed off",
  entry_shut: () => "its entry gate is shut",
  window_ahead: () => "its change window has not begun",
  step_open: (count) => `${counted(count, "step")} open`,
  test_not_run: (count) => `${counted(count, "test")} not run`,
  attestation_missing: (count) => `${counted(count, "reading")} not attested`,
  health_pending: (count) => `${counted(count, "threshold")} still watched`,
  hypercare_running: () => "hypercare still kept",
};

/** How many reasons the sentence names before it counts the rest. */
const named = 3;

/** Which gate keeps an environment of this status from moving. */
export function gateThatMatters(status: EnvironmentStatus): GateKind {
  return status === "locked" ? "entry" : "exit";
}

/** One sentence that says what keeps the environment from moving: "Pre-prod can't be signed: 2 tests failing, 1 signature is stale". */
export function standingSentence(facts: StandingFacts): string {
  const { name, status } = facts;
  const reasons = reasonsOf(facts);
  switch (status) {
    case "signed_off":
      return `${name} is signed off`;
    case "ready":
      return `${name} can start`;
    case "awaiting_sign_off":
      return facts.missing === ""
        ? `${name} waits for signatures`
        : `${name} waits for the ${signatures(facts)}`;
    case "locked":
      if (reasons !== "") return `${name} can't start: ${reasons}`;
      return facts.missing === ""
        ? `${name} can't start yet`
        : `${name} can't start: waits for the ${signatures(facts)}`;
    case "stale":
      return reasons === "" ? `${name} has to be signed again` : `${name} has to be signed again: ${reasons}`;
    case "migrating":
    case "verifying":
      return reasons === "" ? `${name} can't be signed yet` : `${name} can't be signed: ${reasons}`;
  }
}

function reasonsOf(facts: StandingFacts): string {
  const groups: { count: number; text: string }[] = [];
  for (const kind of blockerKinds) {
    const count = facts.blockers[kind] ?? 0;
    if (count > 0) groups.push({ count, text: phrases[kind](count) });
  }
  const stale = facts.staleSignatures;
  if (stale > 0)
    groups.splice(named - 1, 0, { count: stale, text: `${counted(stale, "signature")} ${is(stale)} stale` });
  const rest = groups.slice(named).reduce((sum, group) => sum + group.count, 0);
  const texts = groups.slice(0, named).map((group) => group.text);
  if (rest > 0) texts.push(`and ${rest} more`);
  return texts.join(", ");
}

function signatures({ missing }: StandingFacts): string {
  return `${/^1 [a-z]+$/.test(missing) ? "signature" : "signatures"} of ${missing}`;
}

function is(count: number): string {
  return count === 1 ? "is" : "are";
}
