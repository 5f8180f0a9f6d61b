import { amountTraits, type ParityLine } from "../parity";
import { type Basis, type Duration, durationOf } from "./duration";

/** Where the attempts come from: how many environments were migrated and timed, and how like production they are. */
export type Origin = {
  readonly runs: number;
  /** 0 to 1; null when nobody has compared. */
  readonly parity: number | null;
};

/** What a whole forecast assumes beside its steps. */
export type Assumptions = {
  /** How much longer than planned steps take, as measured on the timed ones: a factor. */
  readonly habit: number;
  /** How much longer than measured they are taken for, because of what is unlike production: a factor. */
  readonly discount: number;
  /** Parity it counts with; what nobody has compared counts as half alike. */
  readonly parity: number;
  /** Spread of what concerns the whole night, as standard deviation of the logarithm. */
  readonly common: number;
};

/** Spread of one night against the next, for everything in it: who is tired, what the network does. Chosen by us. */
const nightSpread = 0.1;
/** Spread of a plan against what a team really takes, for all of it; the cone of planning. Chosen by us. */
const planSpread = 0.25;
/** So many timed steps have to speak before half of what they say of planned minutes is believed. */
const habitWeight = 4;
/** An environment with nothing in common with production would be a quarter too fast, give or take as much. Chosen by us. */
const unlike = 0.25;
const notCompared = 0.5;

/** What a forecast assumes, from all its steps together. */
export function assume(bases: readonly Basis[], { runs, parity }: Origin): Assumptions {
  const missed = bases.flatMap(({ planned, samples }) => {
    const same = samples.filter(({ ratio, minutes }) => ratio === 1 && minutes > 0);
    if (planned === null || planned <= 0 || same.length === 0) return [];
    const mean = same.reduce((sum, { minutes }) => sum + Math.log(minutes), 0) / same.length;
    return [mean - Math.log(planned)];
  });
  const habit = missed.reduce((sum, one) => sum + one, 0) / (missed.length + habitWeight);
  const timed = shareTimed(bases);
  const used = parity ?? notCompared;
  const measured = runs === 0 ? 0 : nightSpread ** 2 / runs + (unlike * (1 - used)) ** 2;
  const planning = planSpread ** 2 / (1 + missed.length / habitWeight);
  return {
    habit: Math.exp(habit),
    discount: Math.exp(unlike * (1 - used)),
    parity: used,
    common: Math.sqrt(nightSpread ** 2 + timed * measured + (1 - timed) * planning),
  };
}

/** The share of the steps that somebody has timed. */
function shareTimed(bases: readonly Basis[]): number {
  return bases.length === 0 ? 0 : bases.filter(({ samples }) => samples.length > 0).length / bases.length;
}

/** How long a step takes under these assumptions. */
export const durationUnder = (basis: Basis, { habit, discount }: Assumptions): Duration =>
  durationOf(basis, { habit: Math.log(habit), discount: Math.log(discount) });

const amounts: ReadonlySet<string> = new Set(Object.values(amountTraits));

/**
 * How far times measured in an environment are to be believed in another, 0 to 1: the points of parity by weight, those nobody
 * wrote down counting as half alike. Amounts are left out, because steps are scaled by them. Null when nothing is known.
 */
export function likeness(lines: readonly ParityLine[]): number | null {
  const compared = lines.filter(({ key }) => !amounts.has(key));
  if (compared.every(({ state }) => state === "unknown")) return null;
  const weight = compared.reduce((sum, line) => sum + line.weight, 0);
  return (
    compared.reduce(
      (sum, line) => sum + line.weight * (line.state === "unknown" ? notCompared : line.closeness),
      0,
    ) / weight
  );
}
