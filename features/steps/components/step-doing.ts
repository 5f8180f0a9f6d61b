import type { stateDoings } from "@/domain/step-doing";
import type { ActionResult } from "@/lib/action";
import * as actions from "../actions";
import type { ChangedStep } from "../schema/changing";
import type { StepRow } from "../schema/reading";

/** What the list and the panel do to a step with one key or button. */
export type QuickDoing = (typeof stateDoings)[number];

interface Doing {
  label: string;
  /** Past tense, for the message with Undo. */
  done: string;
  kbd?: string;
  /** Asks for a reason first. */
  reason?: { title: string; label: string; hint?: string; required: boolean };
  /** How the row looks before the server has answered. */
  optimistic: (step: StepRow, reason: string) => Partial<StepRow>;
  send: (input: {
    upgrade: string;
    step: string;
    version: number;
    reason: string;
  }) => Promise<ActionResult<ChangedStep>>;
}

const now = () => new Date().toISOString();

/** Every quick doing as data: its word, its key, whether it asks for a reason, what it sends. */
export const doings: Record<QuickDoing, Doing> = {
  start: {
    label: "Start",
    done: "Started",
    kbd: "space",
    optimistic: () => ({ state: "doing", startedAt: now(), startable: false }),
    send: (input) => actions.startStepAction(input),
  },
  finish: {
    label: "Finish",
    done: "Finished",
    kbd: "space",
    optimistic: () => ({ state: "done", paused: null, finishedAt: now(), startable: false, late: false }),
    send: (input) => actions.finishStepAction(input),
  },
  block: {
    label: "Block",
    done: "Blocked",
    kbd: "b",
    reason: {
      title: "What blocks",
      label: "What stands in the way",
      hint: "Its assignee and the leads are told.",
      required: true,
    },
    optimistic: (_, stateReason) => ({ state: "blocked", paused: null, stateReason, startable: false }),
    send: (input) => actions.blockStepAction(input),
  },
  unblock: {
    label: "Unblock",
    done: "Unblocked",
    optimistic: () => ({ state: "todo", stateReason: "" }),
    send: (input) => actions.unblockStepAction(input),
  },
  pause: {
    label: "Pause",
    done: "Paused",
    kbd: "p",
    reason: {
      title: "Pause",
      label: "Why nobody works on it",
      hint: "Until it goes on its time does not count as work.",
      required: true,
    },
    optimistic: (_, reason) => ({ paused: { since: now(), reason } }),
    send: (input) => actions.pauseStepAction(input),
  },
  resume: {
    label: "Go on",
    done: "Went on with",
    kbd: "p",
    optimistic: () => ({ paused: null }),
    send: (input) => actions.resumeStepAction(input),
  },
  skip: {
    label: "Skip",
    done: "Skipped",
    reason: {
      title: "Skip",
      label: "Why it is skipped",
      hint: "A required step is skipped only when a second person confirms.",
      required: true,
    },
    optimistic: (step, stateReason) =>
      step.required ? {} : { state: "skipped", stateReason, startable: false },
    send: (input) => actions.skipStepAction(input),
  },
  confirmSkip: {
    label: "Confirm the skip",
    done: "Confirmed skipping",
    optimistic: () => ({ state: "skipped", skipRequest: null, startable: false }),
    send: (input) => actions.confirmSkipAction(input),
  },
  declineSkip: {
    label: "Decline the skip",
    done: "Declined skipping",
    reason: { title: "Decline skipping", label: "Why it has to be done", required: true },
    optimistic: () => ({ skipRequest: null }),
    send: (input) => actions.declineSkipAction(input),
  },
  markNotApplicable: {
    label: "Not applicable",
    done: "Marked not applicable",
    kbd: "n",
    reason: { title: "Not applicable", label: "Why it does not apply here", required: true },
    optimistic: (_, stateReason) => ({ state: "not_applicable", stateReason, startable: false }),
    send: (input) => actions.markStepNotApplicableAction(input),
  },
  reopen: {
    label: "Reopen",
    done: "Reopened",
    reason: {
      title: "Reopen",
      label: "Why it is done again",
      hint: "Signatures that rest on it become stale.",
      required: false,
    },
    optimistic: () => ({ state: "todo", stateReason: "", paused: null, finishedAt: null, doneBy: null }),
    send: (input) => actions.reopenStepAction(input),
  },
};

/** What reopening is called for a step that is only begun. */
const puttingBack: Pick<Doing, "label" | "done" | "reason"> = {
  label: "Back to not started",
  done: "Put back",
  reason: {
    title: "Back to not started",
    label: "Why it was not to be begun",
    hint: "The time since its start does not count.",
    required: false,
  },
};

/** A doing as it is called for a step in this state. */
export function doingFor({ state }: Pick<StepRow, "state">, doing: QuickDoing): Doing {
  return doing === "reopen" && state === "doing" ? { ...doings.reopen, ...puttingBack } : doings[doing];
}

/** What the space bar does to a step: one key from to do to done. Null where it does nothing. */
export function tickOf(step: StepRow): QuickDoing | null {
  if (step.state === "todo") return "start";
  if (step.state === "doing") return "finish";
  if (step.state === "blocked") return "unblock";
  return null;
}
