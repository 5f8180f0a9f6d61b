import { studentQuantile } from "./quantile";

/** One timed attempt of a step, as far as its length goes. */
export type Sample = {
  /** Hands-on minutes, waiting and interruptions excluded. */
  readonly minutes: number;
  /**
   * The amount the step scales with, where the forecast is for, over the amount where it was measured; 1 for a step that
   * scales with nothing, null when one of the amounts is not known.
   */
  readonly ratio: number | null;
};

/** What is known of a step before it is done. */
export type Basis = { readonly planned: number | null; readonly samples: readonly Sample[] };

/** How long a step takes: a Student-t variable of the logarithm of its minutes. */
export type Duration = {
  readonly median: number;
  readonly scale: number;
  readonly degrees: number;
  readonly restsOn: "timed" | "planned" | "assumed";
};

/**
 * Spread of one step done again by the same people, as standard deviation of the logarithm: 1 in 10 takes 1.6 times as
 * long as usual. Chosen by us, and given up for the measured spread as attempts come in.
 */
export const usualSpread = 0.35;
/**
 * How many attempts planned minutes are worth. On three fifths of one, planned minutes alone leave 1 step in 10 longer than
 * twice its plan. Chosen by us.
 */
const plannedWeight = 0.6;
/** A step nobody has planned or timed is taken for a quarter of an hour, on the weight of an eighth of an attempt; beside a timed one that is next to nothing. */
const assumed = { minutes: 15, weight: 0.125, besideTimed: 0.02 };
/** Half the attempts the usual spread is worth against the measured one: its degrees of freedom before the first, halved. */
const spreadWeight = 4;
/** Minutes grow with amounts to a power that is itself only known to be 1 ± 0.15. Chosen by us. */
const growthDoubt = 0.15;
/** Spread of what a measured time says of another size when nobody knows how much larger it is: a factor of 2.7. */
const unknownGrowth = 1;
/** Shorter is not timed: ticks of a checklist have seconds, and a logarithm needs more than nothing. */
const shortest = 1 / 60;

/**
 * How long a step takes, from its planned minutes and timed attempts: the posterior predictive distribution of a
 * log-normal with unknown location and spread under a conjugate prior (Gelman et al., Bayesian Data Analysis, 3rd ed.,
 * section 3.3). One attempt leaves it wide, twenty make it narrow, planned minutes alone are the widest. An attempt
 * measured at another size counts less the further it is. `habit` is how planned minutes are missed elsewhere, as the
 * logarithm of a factor; `discount` the same for measured minutes, of an environment that is unlike the one forecast.
 */
export function durationOf(
  { planned, samples }: Basis,
  { habit, discount }: { readonly habit: number; readonly discount: number },
): Duration {
  const unplanned = samples.length > 0 ? assumed.besideTimed : assumed.weight;
  const weight = planned === null ? unplanned : plannedWeight;
  const expected = Math.log(Math.max(shortest, planned ?? assumed.minutes)) + habit;
  const sizes = [...new Set(samples.map(({ ratio }) => ratio))].map((ratio) => {
    const logs = samples
      .filter((one) => one.ratio === ratio)
      .map(({ minutes }) => Math.log(Math.max(shortest, minutes)) + Math.log(ratio ?? 1) + discount);
    const log = meanOf(logs);
    const growth = ratio === null ? unknownGrowth : growthDoubt * Math.log(ratio);
    // Attempts at one size share the doubt about what another size means: more of them don't lessen it.
    const weight = logs.length / (1 + logs.length * (growth / usualSpread) ** 2);
    return { log, weight, squares: logs.reduce((sum, one) => sum + (one - log) ** 2, 0) };
  });
  const sum = sizes.reduce((all, one) => all + one.weight, 0);
  const mean = sum === 0 ? expected : sizes.reduce((all, one) => all + one.weight * one.log, 0) / sum;
  const location = (weight * expected + sum * mean) / (weight + sum);
  const squares =
    sizes.reduce((all, one) => all + one.squares + one.weight * (one.log - mean) ** 2, 0) +
    ((weight * sum) / (weight + sum)) * (mean - expected) ** 2;
  const a = spreadWeight + samples.length / 2;
  const b = (spreadWeight - 1) * usualSpread ** 2 + squares / 2;
  return {
    median: Math.exp(location),
    scale: Math.sqrt((b / a) * (1 + 1 / (weight + sum))),
    degrees: 2 * a,
    restsOn: samples.length > 0 ? "timed" : planned === null ? "assumed" : "planned",
  };
}

const meanOf = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;

/** How finely a duration is told: equally likely lengths, shortest first. */
export const lengths = 512;

/**
 * Equally likely minutes of a duration, ascending. The outermost half of one in 512 is cut off at both ends: the mean of
 * such a variable would be infinite, and no step of a night is.
 */
export function minutesOf({ median, scale, degrees }: Duration): Float32Array {
  return Float32Array.from(quantilesOf(degrees), (t) => median * Math.exp(scale * t));
}

/** Exactly these minutes. */
export const exactly = (minutes: number): Float32Array => new Float32Array(lengths).fill(minutes);

/**
 * What is left of a step after some minutes, given that it isn't over: equally likely, ascending. When it has taken longer
 * than anything expected, a tenth of what it took, and at most what it usually takes: some steps are begun and left lying.
 */
export function remaining(minutes: Float32Array, elapsed: number): Float32Array {
  const from = minutes.findIndex((one) => one > elapsed);
  if (from < 0) return exactly(Math.min(elapsed / 10, minutes[lengths / 2] as number));
  const left = lengths - from;
  return Float32Array.from(
    minutes,
    (_, index) => (minutes[from + Math.floor((index * left) / lengths)] as number) - elapsed,
  );
}

const known = new Map<number, Float64Array>();

/** Student's t at the middle of each equally likely part; the same for all steps with as many attempts. */
function quantilesOf(degrees: number): Float64Array {
  const found = known.get(degrees);
  if (found) return found;
  const made = Float64Array.from({ length: lengths }, (_, index) =>
    studentQuantile((index + 0.5) / lengths, degrees),
  );
  known.set(degrees, made);
  return made;
}
