import { isClosed, type StepState } from "./step";

/** A step as it is now, and when it came to be counted. Times are in milliseconds. */
export type BurnUpStep = {
  readonly id: string;
  readonly environmentId: string;
  readonly state: StepState;
  /** Null for a step that has been there from the beginning. */
  readonly addedAt: number | null;
  readonly removedAt: number | null;
};

/** A change of a step's state, as history tells it: what it was before. */
export type BurnUpChange = {
  readonly stepId: string;
  readonly seq: number;
  readonly at: number;
  readonly before: StepState;
};

/** How far an environment was at the end of a day: `done` of `total` steps that count. */
export type BurnUpPoint = { readonly at: number; readonly done: number; readonly total: number };

/** What one step adds to both numbers. A step that is not applicable is in neither, as in `progressOf`. */
type Weight = { readonly done: number; readonly total: number };
const nothing: Weight = { done: 0, total: 0 };

function weightOf(state: StepState): Weight {
  if (state === "not_applicable") return nothing;
  return { done: isClosed(state) ? 1 : 0, total: 1 };
}

/**
 * Progress over time per environment: the numbers at its beginning and at the last change of each day on which they
 * moved. History tells what each step was before every change, so that the state between two changes is what the
 * next one found, and the state after the last is the present one: undoing and reopening need no rules of their own,
 * and the curve ends exactly where the environment stands. `dayOf` names the day of an instant in the zone shown.
 */
export function burnUp(
  steps: readonly BurnUpStep[],
  changes: readonly BurnUpChange[],
  beginning: number,
  dayOf: (at: number) => string,
): Map<string, BurnUpPoint[]> {
  const byStep = new Map<string, BurnUpChange[]>();
  for (const change of [...changes].sort((a, b) => a.seq - b.seq)) {
    const known = byStep.get(change.stepId);
    if (known) known.push(change);
    else byStep.set(change.stepId, [change]);
  }
  const moves = new Map<string, { at: number; done: number; total: number }[]>();
  for (const step of steps) {
    const list = moves.get(step.environmentId) ?? [];
    moves.set(step.environmentId, list);
    for (const { at, from, to } of movesOf(step, byStep.get(step.id) ?? [], beginning)) {
      if (from.done !== to.done || from.total !== to.total)
        list.push({ at, done: to.done - from.done, total: to.total - from.total });
    }
  }
  return new Map([...moves].map(([environmentId, list]) => [environmentId, pointsOf(list, dayOf)]));
}

/** Every time a step's weight may change: it appears, changes its state, is taken out. */
function movesOf(
  step: BurnUpStep,
  changes: readonly BurnUpChange[],
  beginning: number,
): { at: number; from: Weight; to: Weight }[] {
  let weight = weightOf(changes[0]?.before ?? step.state);
  // Whatever was changed was there: a step that changed answers took out and brought back may be said to be added later.
  const moves = [
    {
      at: Math.min(step.addedAt ?? beginning, changes[0]?.at ?? Number.POSITIVE_INFINITY),
      from: nothing,
      to: weight,
    },
  ];
  for (const [index, { at }] of changes.entries()) {
    const to = weightOf(changes[index + 1]?.before ?? step.state);
    moves.push({ at, from: weight, to });
    weight = to;
  }
  if (step.removedAt !== null) moves.push({ at: step.removedAt, from: weight, to: nothing });
  return moves;
}

/** Adds up, and keeps the last numbers of each day; the very first ones are kept too, as where the curve begins. */
function pointsOf(
  moves: readonly { at: number; done: number; total: number }[],
  dayOf: (at: number) => string,
): BurnUpPoint[] {
  const points: BurnUpPoint[] = [];
  let done = 0;
  let total = 0;
  let day = "";
  for (const move of [...moves].sort((a, b) => a.at - b.at)) {
    done += move.done;
    total += move.total;
    const point = { at: move.at, done, total };
    const last = points.at(-1);
    const sameInstant = last?.at === move.at;
    const sameDay = dayOf(move.at) === day && points.length > 1;
    if (sameInstant || sameDay) points.pop();
    points.push(point);
    day = dayOf(move.at);
  }
  return points;
}
