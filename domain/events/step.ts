import { type PageRead, readSentence } from "../attestation";
import { dated } from "../sentence";

/** What every event of a step carries: enough to read it without the step. */
interface OfStep {
  code: string;
  title: string;
}

/** The step as it was before a change of state, so that the change can be undone. Times in ISO 8601. */
export interface StepBefore {
  /** The version the change was made on; it made the next one. */
  version: number;
  /** The clock of the step's environment before; null for a step of the plan. */
  environment: { startedAt: string | null; changedAt: string | null } | null;
  state: string;
  stateReason: string;
  stateSince: string;
  startedAt: string | null;
  finishedAt: string | null;
  doneById: string | null;
  skipRequestedById: string | null;
  skipReason: string;
  /** Both are missing in events from before steps could be paused. */
  pausedAt?: string | null;
  pauseReason?: string;
}

/** Events of steps, their evidence and comments. */
export interface StepEvents {
  "step.started": OfStep & { before: StepBefore };
  "step.finished": OfStep & { before: StepBefore; minutes: number | null };
  "step.blocked": OfStep & { before: StepBefore; reason: string };
  "step.unblocked": OfStep & { before: StepBefore };
  "step.paused": OfStep & { before: StepBefore; reason: string };
  "step.resumed": OfStep & { before: StepBefore };
  "step.skipped": OfStep & { before: StepBefore; reason: string };
  "step.skipRequested": OfStep & { before: StepBefore; reason: string };
  "step.skipConfirmed": OfStep & { before: StepBefore; reason: string };
  "step.skipDeclined": OfStep & { before: StepBefore; reason: string };
  "step.markedNotApplicable": OfStep & { before: StepBefore; reason: string };
  "step.reopened": OfStep & { before: StepBefore; reason: string };
  "step.undone": OfStep & { before: StepBefore; what: string };
  "step.assigned": OfStep & { was: string | null; is: string | null };
  "step.dueSet": OfStep & { was: string | null; is: string | null };
  "step.noteSet": OfStep & { was: string; is: string };
  "step.added": OfStep;
  "step.edited": OfStep & { changes: { field: string; was: string; is: string }[] };
  "step.moved": OfStep & { after: string | null };
  "step.removed": OfStep & { reason: string };
  /** `pages` is missing in events from before reading lists, and where there was nothing to read. */
  "step.attested": OfStep & { statement: string; pages?: readonly PageRead[] };
  "evidence.added": {
    on: string;
    title: string;
    kind: string;
    name: string;
    sha256: string;
    size: number | null;
  };
  "evidence.superseded": { on: string; title: string; was: string; name: string; sha256: string };
  "evidence.withdrawn": { on: string; title: string; name: string; reason: string };
  "comment.added": OfStep & { body: string };
  "comment.edited": OfStep & { was: string; is: string };
  "comment.removed": OfStep & { body: string };
}

const named = (d: OfStep) => `${d.code} “${d.title}”`;
const short = (text: string) => (text.length > 120 ? `${text.slice(0, 119)}…` : text);

/** What each event says after the actor's name. */
export const stepSentences: { [T in keyof StepEvents]: (data: StepEvents[T]) => string } = {
  "step.started": (d) => `started ${named(d)}`,
  "step.finished": (d) =>
    `${d.before?.pausedAt ? "went on with and finished" : "finished"} ${named(d)}${d.minutes === null ? "" : ` after ${Math.round(d.minutes)} min`}`,
  "step.blocked": (d) => `blocked ${named(d)}: ${d.reason}`,
  "step.unblocked": (d) => `unblocked ${named(d)}`,
  "step.paused": (d) => `paused ${named(d)}: ${d.reason}`,
  "step.resumed": (d) => `went on with ${named(d)}`,
  "step.skipped": (d) => `skipped ${named(d)}: ${d.reason}`,
  "step.skipRequested": (d) => `asked to skip the required ${named(d)}: ${d.reason}`,
  "step.skipConfirmed": (d) => `confirmed skipping ${named(d)}: ${d.reason}`,
  "step.skipDeclined": (d) => `declined skipping ${named(d)}: ${d.reason}`,
  "step.markedNotApplicable": (d) => `marked ${named(d)} not applicable: ${d.reason}`,
  "step.reopened": (d) =>
    `${d.before?.state === "doing" ? `put ${named(d)} back to not started` : `reopened ${named(d)}`}${d.reason ? `: ${d.reason}` : ""}`,
  "step.undone": (d) => `took back “${d.what}” of ${named(d)}`,
  "step.assigned": (d) =>
    d.is ? `assigned ${named(d)} to ${d.is}` : `took the assignment of ${named(d)} from ${d.was}`,
  "step.dueSet": (d) => (d.is ? `set ${named(d)} due ${dated(d.is)}` : `removed the due date of ${named(d)}`),
  "step.noteSet": (d) => `wrote the note of ${named(d)}: ${short(d.is)}`,
  "step.added": (d) => `added the step ${named(d)}`,
  "step.edited": (d) => `edited ${named(d)}: ${d.changes.map((change) => change.field).join(", ")}`,
  "step.moved": (d) => `moved ${named(d)} ${d.after ? `behind ${d.after}` : "to the top"}`,
  "step.removed": (d) => `removed the step ${named(d)}: ${d.reason}`,
  "step.attested": (d) =>
    `attested ${named(d)}: ${d.statement}${d.pages?.length ? ` Read: ${readSentence(d.pages)}` : ""}`,
  "evidence.added": (d) => `added the ${d.kind} “${short(d.name)}” as evidence of ${d.on} “${d.title}”`,
  "evidence.superseded": (d) => `superseded the evidence “${d.was}” of ${d.on} “${d.title}” by “${d.name}”`,
  "evidence.withdrawn": (d) => `withdrew the evidence “${d.name}” of ${d.on} “${d.title}”: ${d.reason}`,
  "comment.added": (d) => `commented on ${named(d)}: ${short(d.body)}`,
  "comment.edited": (d) => `edited a comment on ${named(d)}: ${short(d.is)}`,
  "comment.removed": (d) => `removed a comment on ${named(d)}: ${short(d.body)}`,
};
