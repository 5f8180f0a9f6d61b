import { isClosed, type StepState } from "./step";

/** How far a list of steps is. */
export type Progress = {
  /** Done or skipped. */
  readonly closed: number;
  /** Everything that applies: not applicable steps are in neither number. */
  readonly total: number;
  readonly notApplicable: number;
  /** Whole percent: 100 only when nothing is left, at least 1 as soon as something is closed. */
  readonly percent: number;
};

/** Progress from the number of steps in each state. */
export function progressOf(counts: Readonly<Partial<Record<StepState, number>>>): Progress {
  let closed = 0;
  let total = 0;
  for (const [state, count] of Object.entries(counts) as [StepState, number | undefined][]) {
    if (state === "not_applicable" || count === undefined) continue;
    total += count;
    if (isClosed(state)) closed += count;
  }
  const notApplicable = counts.not_applicable ?? 0;
  return {
    closed,
    total,
    notApplicable,
    percent: total === 0 && notApplicable > 0 ? 100 : percentOf(closed, total),
  };
}

/** Whole percent of a part: never 100 before the last one, never 0 once there is one; 0 of nothing is 0. */
export function percentOf(part: number, whole: number): number {
  if (whole <= 0 || part <= 0) return 0;
  if (part >= whole) return 100;
  return Math.min(99, Math.max(1, Math.floor((part * 100) / whole)));
}

/** The number of steps in each state. */
export function countStates(steps: Iterable<{ readonly state: StepState }>): Record<StepState, number> {
  const counts = { todo: 0, doing: 0, done: 0, blocked: 0, skipped: 0, not_applicable: 0 };
  for (const step of steps) counts[step.state] += 1;
  return counts;
}
