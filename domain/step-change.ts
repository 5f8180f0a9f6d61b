import { evidenceNames, hasRequiredEvidence } from "./evidence";
import {
  isClosed,
  type Predecessor,
  type StepAction,
  type StepFacts,
  type StepSnapshot,
  type StepState,
  stepCapabilities,
  stepStateNames,
} from "./step";
import { isBlank, type Refusal, refuse, type Verdict } from "./verdict";

/** Who does it, when, and why. */
export type StepCommand = { readonly actorId: string; readonly now: Date; readonly reason?: string | null };

/** What follows from an allowed change. */
export type StepChange = {
  readonly step: StepSnapshot;
  /** The first work behind the entry gate: stamp the environment as started. */
  readonly startsEnvironment: boolean;
  /** The state stays; somebody else has to confirm. */
  readonly needsSecondPerson: boolean;
};

const doings: Record<StepAction, string> = {
  start: "started",
  finish: "finished",
  block: "blocked",
  unblock: "unblocked",
  pause: "paused",
  resume: "resumed",
  skip: "skipped",
  confirm_skip: "skipped",
  decline_skip: "skipped",
  mark_not_applicable: "marked not applicable",
  reopen: "reopened",
  assign: "assigned",
};

const reasonAsked: Partial<Record<StepAction, string>> = {
  block: "Say what it waits for.",
  pause: "Say why nobody works on it.",
  skip: "Say why it is skipped.",
  mark_not_applicable: "Say why it does not apply here.",
};

/** Every reason why the step can't be started yet, apart from its own state; empty when nothing is in the way. */
export function whyNotStartable(facts: StepFacts): Refusal[] {
  const refusals = facts.predecessors.filter((step) => !isClosed(step.state)).map(predecessorRefusal);
  if (isShutOut(facts)) {
    const gate = `The entry gate of ${facts.environment?.name} is shut`;
    refusals.push({
      code: "gate_shut",
      message: `${gate}, and ${facts.code} lies behind it. Clear its blockers first.`,
    });
  }
  if (facts.retirement && !facts.retirement.ok)
    refusals.push({ code: "old_stack_in_use", message: facts.retirement.message });
  return refusals;
}

/** True when the step can be started this moment. */
export function isStartable(facts: StepFacts): boolean {
  return (
    facts.state === "todo" &&
    !isShutOut(facts) &&
    facts.retirement?.ok !== false &&
    facts.predecessors.every((step) => isClosed(step.state))
  );
}

/** Decides one action on one step: the step as it is afterwards, or every reason why not. */
export function decideStep(action: StepAction, facts: StepFacts, command: StepCommand): Verdict<StepChange> {
  const refusals = refusalsOf(action, facts, command);
  if (refusals.length > 0) return { ok: false, refusals };
  const step = changed(action, facts, command);
  const begins = facts.gate === "exit" && facts.environment?.started === false;
  return {
    ok: true,
    step,
    startsEnvironment: begins && (action === "start" || action === "finish"),
    needsSecondPerson: action === "skip" && facts.required,
  };
}

function refusalsOf(action: StepAction, facts: StepFacts, command: StepCommand): readonly Refusal[] {
  if (!stepCapabilities[action].includes(facts.state)) return [stateRefusal(action, facts)];
  const asked = reasonAsked[action];
  if (asked !== undefined && isBlank(command.reason)) return [{ code: "reason_missing", message: asked }];
  switch (action) {
    case "start":
      return whyNotStartable(facts);
    case "finish":
      return [...(facts.state === "todo" ? whyNotStartable(facts) : []), ...evidenceRefusals(facts)];
    case "pause":
      return facts.pausedAt === null
        ? []
        : [{ code: "paused", message: `${facts.code} is paused already: ${facts.pauseReason}` }];
    case "resume":
      return facts.pausedAt === null
        ? [{ code: "not_paused", message: `${facts.code} is not paused: it goes on.` }]
        : [];
    case "skip":
      return facts.required && facts.skipRequestedById !== null
        ? [
            {
              code: "skip_requested",
              message: `Skipping ${facts.code} is asked for already; somebody else decides.`,
            },
          ]
        : [];
    case "confirm_skip":
      if (facts.skipRequestedById === null) return [notRequested(facts)];
      return facts.skipRequestedById === command.actorId
        ? [
            {
              code: "second_person",
              message: `You asked to skip ${facts.code}; somebody else has to confirm it.`,
            },
          ]
        : [];
    case "decline_skip":
      return facts.skipRequestedById === null ? [notRequested(facts)] : [];
    case "block":
    case "unblock":
    case "mark_not_applicable":
    case "reopen":
    case "assign":
      return [];
  }
}

function changed(action: StepAction, facts: StepFacts, { actorId, now, reason }: StepCommand): StepSnapshot {
  const was = snapshotOf(facts);
  // Whatever moves the state ends a pause: who finishes a paused step has gone on with it, and need not say so first.
  const going = { pausedAt: null, pauseReason: "" };
  const settled = { ...was, ...going, stateReason: "", skipRequestedById: null, skipReason: "" };
  const to = (state: StepState, more: Partial<StepSnapshot> = {}): StepSnapshot => ({
    ...settled,
    state,
    stateSince: now,
    ...more,
  });
  const because = reason?.trim() ?? "";
  switch (action) {
    case "start":
      return to("doing", { startedAt: now });
    case "finish":
      return to("done", { startedAt: was.startedAt ?? now, finishedAt: now, doneById: actorId });
    case "block": {
      // A request to skip outlives the block: the second person may still agree.
      const { skipRequestedById, skipReason } = was;
      return to("blocked", { stateReason: because, skipRequestedById, skipReason });
    }
    case "unblock": {
      const { skipRequestedById, skipReason } = was;
      return to(was.startedAt === null ? "todo" : "doing", { skipRequestedById, skipReason });
    }
    case "pause":
      return { ...was, pausedAt: now, pauseReason: because };
    case "resume":
      return { ...was, ...going };
    case "skip":
      if (facts.required) return { ...was, skipRequestedById: actorId, skipReason: because };
      return to("skipped", { stateReason: because });
    case "confirm_skip":
      return to("skipped", { stateReason: was.skipReason });
    case "decline_skip":
      return { ...was, skipRequestedById: null, skipReason: "" };
    case "mark_not_applicable":
      return to("not_applicable", { stateReason: because });
    case "reopen":
      // History keeps the earlier start and finish; the clock of this attempt begins anew.
      return to("todo", { startedAt: null, finishedAt: null, doneById: null });
    case "assign":
      return was;
  }
}

/** The changeable part of a step, as history stores it before a change. */
export function snapshotOf(step: StepSnapshot): StepSnapshot {
  return {
    state: step.state,
    stateReason: step.stateReason,
    stateSince: step.stateSince,
    startedAt: step.startedAt,
    finishedAt: step.finishedAt,
    doneById: step.doneById,
    skipRequestedById: step.skipRequestedById,
    skipReason: step.skipReason,
    pausedAt: step.pausedAt,
    pauseReason: step.pauseReason,
  };
}

function isShutOut(facts: StepFacts): boolean {
  return facts.gate === "exit" && facts.environment?.entryOpen === false;
}

function predecessorRefusal({ code, title, state }: Predecessor): Refusal {
  const verb = state === "blocked" ? "Unblock" : state === "doing" ? "Finish" : "Start";
  const message = `${verb} ${code} first: “${title}” is ${stepStateNames[state]}.`;
  return { code: "predecessor_open", message };
}

function stateRefusal(action: StepAction, { code, state }: StepFacts): Refusal {
  const remedy = isClosed(state)
    ? action === "unblock" || action.endsWith("_skip")
      ? ""
      : " Reopen it first."
    : state === "blocked"
      ? " Unblock it first."
      : "";
  return {
    code: "wrong_state",
    message: `${code} is ${stepStateNames[state]} and can't be ${doings[action]}.${remedy}`,
  };
}

function evidenceRefusals(facts: StepFacts): Refusal[] {
  if (hasRequiredEvidence(facts.evidenceRequired, facts.evidenceKinds)) return [];
  const asked = evidenceNames[facts.evidenceRequired];
  const message = `${facts.code} needs ${asked} as evidence before it can be finished. Add it first.`;
  return [{ code: "evidence_missing", message }];
}

function notRequested({ code }: StepFacts): Refusal {
  return { code: "skip_not_requested", message: `Nobody has asked to skip ${code}.` };
}

/** How long a screen offers undo, and how much longer a slow request may take to arrive; in seconds. */
export const undoSeconds = 10;
export const undoGraceSeconds = 5;

/** What an undo is judged by. */
export type UndoFacts = {
  readonly actorId: string;
  readonly now: Date;
  readonly step: StepFacts;
  /** The version of the step this moment. */
  readonly version: number;
  /** The last change of its state; null when there was none. */
  readonly last: {
    readonly actorId: string;
    readonly at: Date;
    /** The version that change made. */
    readonly version: number;
    readonly before: StepSnapshot;
    /** That change started the environment, and nothing else has been started or recorded there since. */
    readonly startedEnvironment: boolean;
  } | null;
};

/** Takes back one's own last change of a step, shortly after it: the step as it was. */
export function decideUndo(
  facts: UndoFacts,
): Verdict<{ readonly step: StepSnapshot; readonly unstartsEnvironment: boolean }> {
  const { last, step } = facts;
  if (last === null) return refuse("nothing_to_undo", `Nothing was changed on ${step.code}.`);
  if (last.actorId !== facts.actorId) {
    return refuse("not_yours", `Somebody else changed ${step.code}. You can only undo your own change.`);
  }
  if (last.version !== facts.version) {
    return refuse("changed_since", `${step.code} was changed again since. Change it from where it is now.`);
  }
  const age = facts.now.getTime() - last.at.getTime();
  if (age > (undoSeconds + undoGraceSeconds) * 1000) {
    return refuse(
      "too_late",
      `Undo is possible for ${undoSeconds} seconds. Change ${step.code} from where it is now.`,
    );
  }
  if (last.before.state === "done") {
    const missing = evidenceRefusals(step);
    if (missing.length > 0) return { ok: false, refusals: missing };
  }
  return { ok: true, step: snapshotOf(last.before), unstartsEnvironment: last.startedEnvironment };
}
