import type { EventType, NewEvent } from "./event";

/** What of the steps and test cases behind gates an event may have moved. */
type Reach = "nothing" | "subject";

/**
 * Events whose reach is known. "subject": at most the one step, or the one test case, that the event's subject is or
 * belongs to; "nothing": no step and no test case. Whatever is not listed may have moved anything.
 */
const reaches: Partial<Record<EventType, Reach>> = {
  "step.started": "subject",
  "step.finished": "subject",
  "step.blocked": "subject",
  "step.unblocked": "subject",
  "step.skipped": "subject",
  "step.skipRequested": "subject",
  "step.skipConfirmed": "subject",
  "step.skipDeclined": "subject",
  "step.markedNotApplicable": "subject",
  "step.reopened": "subject",
  "step.undone": "subject",
  "step.assigned": "subject",
  "step.dueSet": "subject",
  "step.noteSet": "subject",
  "step.attested": "subject",
  "evidence.added": "subject",
  "evidence.superseded": "subject",
  "evidence.withdrawn": "subject",
  "testExecution.recorded": "subject",
  "comment.added": "nothing",
  "comment.edited": "nothing",
  "comment.removed": "nothing",
  "environment.statusChanged": "nothing",
  "environment.variablesSet": "nothing",
  "gate.slotsSet": "nothing",
  "gate.opened": "nothing",
  "gate.shut": "nothing",
  "gate.ready": "nothing",
  "signOff.signed": "nothing",
  "signOff.rejected": "nothing",
  "signOff.withdrawn": "nothing",
  "signOff.wentStale": "nothing",
  "condition.cleared": "nothing",
  "waiver.requested": "nothing",
  "waiver.approved": "nothing",
  "waiver.declined": "nothing",
  "waiver.ended": "nothing",
  "waiver.expired": "nothing",
};

/** What a reach is told from. `type` may be one of a newer version. */
export type ReachEvent = { type: string; subject: Pick<NewEvent["subject"], "type" | "id"> };

/** The ids by which moved steps and cases can be found: of themselves, of their evidence, of their executions. */
export type MovedSubjects = { steps: string[]; cases: string[] };

/** What these events may have moved of the steps and test cases of an upgrade; "everything" when one of them could be anything. */
export function movedBy(events: readonly ReachEvent[]): MovedSubjects | "everything" {
  const steps = new Set<string>();
  const cases = new Set<string>();
  for (const { type, subject } of events) {
    const reach = (reaches as Record<string, Reach | undefined>)[type];
    if (reach === "nothing") continue;
    if (reach !== "subject") return "everything";
    if (subject.type === "step") steps.add(subject.id);
    else if (subject.type === "test_execution") cases.add(subject.id);
    else if (subject.type === "evidence") {
      steps.add(subject.id);
      cases.add(subject.id);
    } else return "everything";
  }
  return { steps: [...steps], cases: [...cases] };
}

/**
 * Whether these events leave the members, slots, signatures, conditions, waivers and use cases of an upgrade as they were.
 * Of its environments they may have moved the clocks.
 */
export const sparesUpgrade = (events: readonly ReachEvent[]): boolean =>
  events.every(
    ({ type }) => (reaches as Record<string, Reach | undefined>)[type] === "subject" || remarks.has(type),
  );

const remarks: ReadonlySet<string> = new Set<EventType>([
  "comment.added",
  "comment.edited",
  "comment.removed",
]);
