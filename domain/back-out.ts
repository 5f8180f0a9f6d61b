import { type Basis, durationOf, lengths, minutesOf } from "./forecast/duration";
import { percentile } from "./forecast/outcome";
import { randomStream } from "./forecast/random";
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

/** What the way back of one step was ever seen to take, in minutes, and what doing it was planned to take. */
export type BackOutBasis = { readonly planned: number | null; readonly timed: readonly number[] };

const nights = 2_000;
const likely = 0.8;

/**
 * P80 of the whole way back in minutes, one step after the other as one undoes them. A step whose way back was never timed is
 * expected to take what doing it was planned to, which is on the safe side for most: restoring is seldom slower than migrating.
 * The same bases give the same answer.
 */
export function backOutMinutes(bases: readonly BackOutBasis[]): number {
  if (bases.length === 0) return 0;
  const steps = bases.map(({ planned, timed }) =>
    minutesOf(durationOf(basisOf(planned, timed), { habit: 0, discount: 0 })),
  );
  const random = randomStream(1);
  const sums = Float64Array.from({ length: nights }, () =>
    steps.reduce((sum, minutes) => sum + (minutes[random() & (lengths - 1)] as number), 0),
  ).sort();
  return percentile(sums, likely);
}

const basisOf = (planned: number | null, timed: readonly number[]): Basis => ({
  planned: timed.length > 0 ? null : planned,
  samples: timed.map((minutes) => ({ minutes, ratio: 1 })),
});
