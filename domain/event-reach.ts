import type { EventType, NewEvent } from "./event";

/** What of the steps, test cases and inventory items behind gates an event may have moved. */
type Reach = "nothing" | "subject";

/**
 * Events whose reach is known. "subject": at most the one step, test case or item that the event's subject is or belongs
 * to; "nothing": none of these. Whatever is not listed may have moved anything.
 */
const reaches: Partial<Record<EventType, Reach>> = {
  "step.started": "subject",
  "step.finished": "subject",
  "step.blocked": "subject",
  "step.unblocked": "subject",
  "step.paused": "subject",
  "step.resumed": "subject",
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
  "item.edited": "subject",
  "item.decided": "subject",
  "item.stateChanged": "subject",
  "item.testsLinked": "subject",
  "item.ownerSet": "subject",
  "item.dueSet": "subject",
  "item.endingTold": "subject",
  "member.teamSet": "nothing",
  "comment.added": "nothing",
  "comment.edited": "nothing",
  "comment.removed": "nothing",
  "environment.statusChanged": "nothing",
  "environment.variablesSet": "nothing",
  "traffic.shifted": "nothing",
  "forecast.made": "nothing",
  "run.started": "nothing",
  "run.edited": "nothing",
  "run.interrupted": "nothing",
  "run.resumed": "nothing",
  "run.noted": "nothing",
  "run.backOutBegun": "nothing",
  "run.backOutStepBegun": "nothing",
  "run.backOutStepDone": "nothing",
  "run.backOutDone": "nothing",
  "run.decisionAsked": "nothing",
  "run.abortPassed": "nothing",
  "run.abortAhead": "nothing",
  "run.voted": "nothing",
  "run.decided": "nothing",
  "run.ended": "nothing",
  "environment.traitsSet": "nothing",
  "parity.accepted": "nothing",
  "parity.withdrawn": "nothing",
  "upgrade.reviewed": "nothing",
  "upgrade.clockMoved": "nothing",
  "upgrade.rehearsalSet": "nothing",
  "health.pushed": "nothing",
  "health.baselineMarked": "nothing",
  "health.thresholdSet": "nothing",
  "health.thresholdRemoved": "nothing",
  "count.set": "nothing",
  "count.accepted": "nothing",
  "hypercare.started": "nothing",
  "hypercare.extended": "nothing",
  "hypercare.endedEarly": "nothing",
  "hypercare.answered": "nothing",
  "hypercare.findingOpened": "nothing",
  "hypercare.findingEdited": "nothing",
  "hypercare.findingClosed": "nothing",
  "hypercare.dayMissed": "nothing",
  "hypercare.over": "nothing",
  "upgrade.verificationSet": "nothing",
  "trafficProfile.uploaded": "nothing",
  "freeze.added": "nothing",
  "freeze.edited": "nothing",
  "freeze.removed": "nothing",
  "window.booked": "nothing",
  "window.moved": "nothing",
  "window.cancelled": "nothing",
  "window.began": "nothing",
  "window.ended": "nothing",
  "window.reminded": "nothing",
  "crewHours.set": "nothing",
  "logs.read": "nothing",
  "logMessage.decided": "nothing",
  "gate.slotsSet": "nothing",
  "gate.dueSet": "nothing",
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

/** The ids by which what moved can be found: of itself, of its evidence, of its executions. */
export type MovedSubjects = { steps: string[]; cases: string[]; items: string[] };

/** What these events may have moved of the steps, test cases and items of an upgrade; "everything" when one of them could be anything. */
export function movedBy(events: readonly ReachEvent[]): MovedSubjects | "everything" {
  const steps = new Set<string>();
  const cases = new Set<string>();
  const items = new Set<string>();
  for (const { type, subject } of events) {
    const reach = (reaches as Record<string, Reach | undefined>)[type];
    if (reach === "nothing") continue;
    if (reach !== "subject") return "everything";
    if (subject.type === "step") steps.add(subject.id);
    else if (subject.type === "test_execution") cases.add(subject.id);
    else if (subject.type === "inventory_item") items.add(subject.id);
    else if (subject.type === "evidence") {
      steps.add(subject.id);
      cases.add(subject.id);
      items.add(subject.id);
    } else return "everything";
  }
  return { steps: [...steps], cases: [...cases], items: [...items] };
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
