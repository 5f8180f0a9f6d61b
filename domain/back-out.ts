import { isBlank } from "./verdict";

/** A step as far as its way back goes. */
export type BackOutStep = {
  readonly id: string;
  readonly state: string;
  readonly backOut: string;
  /** Place in its list, which no step has before one of its predecessors. */
  readonly phasePosition: number;
  readonly position: number;
};

/**
 * The way back from where things are: every step that was begun and says how it is undone, the last first. A step's place is
 * after its predecessors, so the reverse undoes nothing that something else still stands on.
 */
export function reversePlan<Step extends BackOutStep>(steps: readonly Step[]): Step[] {
  return steps
    .filter(({ state, backOut }) => (state === "done" || state === "doing") && !isBlank(backOut))
    .sort((a, b) => b.phasePosition - a.phasePosition || b.position - a.position);
}
