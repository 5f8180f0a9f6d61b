import type { GateView } from "../schema";

/** How many blockers a gate draws unless all are asked for: two screens, with the worst first. */
const drawn = 25;

/** A gate with its first blockers alone; `blockerCount` and the counts by kind still speak of all of them. */
export const shortened = (view: GateView): GateView => ({ ...view, blockers: view.blockers.slice(0, drawn) });
