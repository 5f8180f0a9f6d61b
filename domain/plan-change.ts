import type { NewEvent } from "./event";

/** What an event changed of the steps of environments: their plan, or what they say of the way back. */
export type PlanChange = {
  /** Null: of every environment. */
  readonly environmentId: string | null;
  readonly plan: boolean;
  readonly backOut: boolean;
};

/** Fields of a step that a pilot rehearses; a new title or another reason changes nothing that was done. */
const rehearsed: ReadonlySet<string> = new Set([
  "instructions",
  "commands",
  "predecessors",
  "part",
  "gate",
  "required",
]);
const backOut = "back-out";

/**
 * What these events change of a plan that may have been rehearsed. Who does it, notes and due dates are not part of it.
 * Changed answers may touch any environment and count for all.
 */
export function planChanges(events: readonly NewEvent[]): PlanChange[] {
  return events.flatMap((event): PlanChange[] => {
    const of = { environmentId: event.environmentId ?? null };
    switch (event.type) {
      case "step.added":
      case "step.removed":
        return of.environmentId === null ? [] : [{ ...of, plan: true, backOut: true }];
      case "step.moved":
        return of.environmentId === null ? [] : [{ ...of, plan: true, backOut: true }];
      case "step.edited": {
        if (of.environmentId === null) return [];
        const fields = event.data.changes.map(({ field }) => field);
        const change = {
          ...of,
          plan: fields.some((field) => rehearsed.has(field)),
          backOut: fields.includes(backOut),
        };
        return change.plan || change.backOut ? [change] : [];
      }
      case "upgrade.answersChanged":
      case "upgrade.planUpdated":
        return event.data.added.length + event.data.removed.length > 0
          ? [{ environmentId: null, plan: true, backOut: true }]
          : [];
      default:
        return [];
    }
  });
}
