import type { EvidenceKind, EvidenceRequirement } from "./evidence";
import type { GateKind } from "./gate-kind";
import type { Retirement } from "./traffic";

/** Where a step stands. */
export const stepStates = ["todo", "doing", "done", "blocked", "skipped", "not_applicable"] as const;
export type StepState = (typeof stepStates)[number];

/** Which portion of an environment's work a step belongs to. */
export const stepParts = ["prepare", "migrate", "verify", "after"] as const;
export type StepPart = (typeof stepParts)[number];

/** What of an environment a step can take longer with. `domain/parity.ts` knows where each amount is written down. */
export const stepScales = ["rows", "bytes", "apis", "tenants", "nodes"] as const;
export type StepScale = (typeof stepScales)[number];

/** What can be done to a step. */
export const stepActions = [
  "start",
  "finish",
  "block",
  "unblock",
  "pause",
  "resume",
  "skip",
  "confirm_skip",
  "decline_skip",
  "mark_not_applicable",
  "reopen",
  "assign",
] as const;
export type StepAction = (typeof stepActions)[number];

const open = ["todo", "doing", "blocked"] as const;

/** Which action is legal in which state. Everything else an action needs is decided by `decideStep`. */
export const stepCapabilities: Record<StepAction, readonly StepState[]> = {
  start: ["todo"],
  finish: ["todo", "doing"],
  block: ["todo", "doing"],
  unblock: ["blocked"],
  pause: ["doing"],
  resume: ["doing"],
  skip: open,
  confirm_skip: open,
  decline_skip: open,
  mark_not_applicable: open,
  // What was begun by mistake, or by a run that was given up, goes back to not started.
  reopen: ["doing", "done", "skipped", "not_applicable"],
  assign: open,
};

/** The state as the end of a sentence: "D-12 is in progress". */
export const stepStateNames: Record<StepState, string> = {
  todo: "to do",
  doing: "in progress",
  done: "done",
  blocked: "blocked",
  skipped: "skipped",
  not_applicable: "not applicable",
};

/** Another step this one comes after. */
export type Predecessor = { readonly code: string; readonly title: string; readonly state: StepState };

/** The part of a step that changes with its state; what undo brings back. */
export type StepSnapshot = {
  readonly state: StepState;
  /** Why it is blocked, skipped or not applicable; empty otherwise. */
  readonly stateReason: string;
  readonly stateSince: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly doneById: string | null;
  /** Who asked to skip a required step that nobody else has confirmed yet. */
  readonly skipRequestedById: string | null;
  readonly skipReason: string;
  /** Since when nobody works on it though it was begun; null while somebody does. Only of a step in progress. */
  readonly pausedAt: Date | null;
  /** Why it is paused; empty otherwise. */
  readonly pauseReason: string;
};

/** Everything a change of a step is judged by. */
export type StepFacts = StepSnapshot & {
  readonly code: string;
  readonly title: string;
  readonly required: boolean;
  readonly gate: GateKind;
  readonly evidenceRequired: EvidenceRequirement;
  /** Kinds of its current, readable evidence. */
  readonly evidenceKinds: readonly EvidenceKind[];
  readonly predecessors: readonly Predecessor[];
  /** For a step that retires the old stack: whether that may go. */
  readonly retirement?: Pick<Retirement, "ok" | "message"> | null;
  /** Null for a step of the upgrade's own plan, which no gate holds back. */
  readonly environment: {
    readonly name: string;
    readonly started: boolean;
    /** `canStartBehind` of the environment's entry gate. */
    readonly entryOpen: boolean;
  } | null;
};

/** Nothing is left to do: done, skipped or not applicable. A successor may start. */
export function isClosed(state: StepState): boolean {
  return state === "done" || state === "skipped" || state === "not_applicable";
}

/** Closed without being done: never shown green. */
export function isNeutral(state: StepState): boolean {
  return state === "skipped" || state === "not_applicable";
}

/** True for a step that keeps its gate shut by being open. */
export function isNeededOpen(step: { readonly required: boolean; readonly state: StepState }): boolean {
  return step.required && !isClosed(step.state);
}

/** Past its due date and still open. */
export function isLate(step: { readonly state: StepState; readonly dueAt: Date | null }, now: Date): boolean {
  return step.dueAt !== null && !isClosed(step.state) && step.dueAt.getTime() < now.getTime();
}
