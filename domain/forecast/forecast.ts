import { isClosed, type StepPart, type StepScale, type StepState } from "../step";
import { type Duration, minutesOf, remaining, type Sample } from "./duration";
import { type Lever, levers } from "./levers";
import { type ForecastStep, layOut, withCrew, withMinutes, without } from "./night";
import { type Column, histogram, percentile, type Range, rangeOf } from "./outcome";
import { type Assumptions, assume, durationUnder } from "./rests-on";
import { drawNights } from "./simulate";

/** A step of the environment that is forecast. */
export type PlannedWork = {
  readonly id: string;
  /** The same step has the same name in every environment. */
  readonly sameAs: string;
  readonly part: StepPart;
  readonly state: StepState;
  readonly planned: number | null;
  readonly scalesWith: StepScale | null;
  readonly exclusive: string | null;
  readonly unattended: boolean;
  readonly assignee: string | null;
  readonly predecessors: readonly string[];
  /** Minutes it has been worked on; null unless it is in progress. */
  readonly elapsed: number | null;
};

/** A timed attempt, wherever it was made. */
export type TimedWork = {
  readonly sameAs: string;
  readonly environment: string;
  readonly minutes: number;
  readonly at: number;
  readonly by: string | null;
};

/** What an environment has of what steps take longer with; what nobody wrote down is missing. */
export type Amounts = { readonly [scale in StepScale]?: number };

export type ForecastFacts = {
  readonly environment: string;
  readonly steps: readonly PlannedWork[];
  readonly timed: readonly TimedWork[];
  readonly amounts: ReadonlyMap<string, Amounts>;
  /** How like the environment forecast each other one is, 0 to 1; missing where nobody compared. */
  readonly parity: ReadonlyMap<string, number>;
};

/** What is asked: a forecast, or a what-if beside it. */
export type ForecastAsk = {
  /** People; null for those assigned, or as many as did it last. */
  readonly crew: number | null;
  /** Counts the steps that verify, too. */
  readonly verify: boolean;
  readonly seed: number;
  readonly draws: number;
};
export type WhatIf = {
  readonly crew: number | null;
  readonly without: ReadonlySet<string>;
  /** Other amounts of the environment forecast. */
  readonly amounts: Amounts;
};

/** Who works in the night, and why so many are reckoned with. */
export type Crew = {
  /** People who take up any step; beside those named when `named`. */
  readonly size: number;
  readonly named: boolean;
  readonly because: "asked" | "assigned" | "timed" | "alone";
};

export type ForecastLine = {
  readonly id: string;
  readonly range: { readonly p50: number; readonly p80: number };
  readonly restsOn: Duration["restsOn"];
  readonly samples: number;
  /** How many times longer than measured for its amount; null where nobody wrote the amounts down, 1 for none. */
  readonly growth: number | null;
  /** Share of nights it held up. */
  readonly critical: number;
};

export type Forecast = Range & {
  readonly histogram: readonly Column[];
  readonly lines: readonly ForecastLine[];
  readonly levers: readonly Lever[];
  readonly crew: Crew;
  /** Steps that are over already. */
  readonly closed: number;
  readonly assumptions: Assumptions;
  readonly runs: number;
  readonly samples: number;
  readonly oldest: number | null;
  readonly newest: number | null;
  /** Amounts that steps take longer with and that are not known, here or where they were measured. */
  readonly unknown: readonly StepScale[];
};

/** Steps the night consists of: those of the migration that are open, and if asked those that verify it. */
const inNight = (part: StepPart, verify: boolean) => part === "migrate" || (verify && part === "verify");

/** How long the open part of an environment's migration takes, and what changes it. The same facts and seed give the same answer. */
export function forecast(
  facts: ForecastFacts,
  ask: ForecastAsk,
  whatIf: WhatIf | null = null,
): { readonly is: Forecast; readonly changed: Range | null } {
  const wanted = facts.steps.filter(
    ({ part, state }) => inNight(part, ask.verify) && state !== "not_applicable",
  );
  const open = wanted.filter(({ state }) => !isClosed(state));
  const timed = facts.timed.filter(({ sameAs }) => open.some((step) => step.sameAs === sameAs));
  const crew = crewOf(open, timed, ask.crew);
  const reckon = (amounts: Amounts) => reckoned(facts, open, amounts);
  const is = reckon({});
  const predecessors = withinNight(facts.steps, new Set(open.map(({ id }) => id)));
  const nightOf = ({ named, size }: Crew) =>
    layOut(
      open.map(
        ({ id, elapsed, unattended, exclusive, assignee }): ForecastStep => ({
          id,
          unattended,
          exclusive,
          predecessors: predecessors(id),
          person: named ? assignee : null,
          running: elapsed !== null,
          minutes: is.minutes.get(id) as Float32Array,
        }),
      ),
      size,
    );
  const night = nightOf(crew);
  const draws = { seed: ask.seed, draws: ask.draws, common: is.assumptions.common };
  const drawn = drawNights(night, draws);
  const ats = timed.map(({ at }) => at);
  const result: Forecast = {
    ...rangeOf(drawn.minutes),
    histogram: histogram(drawn.minutes),
    lines: open.map(({ id }): ForecastLine => {
      const { duration, samples, growth } = is.known.get(id) as Known;
      const minutes = is.minutes.get(id) as Float32Array;
      return {
        id,
        range: { p50: percentile(minutes, 0.5), p80: percentile(minutes, 0.8) },
        restsOn: duration.restsOn,
        samples: samples.length,
        growth,
        critical: drawn.critical.get(id) ?? 0,
      };
    }),
    levers: levers(night, draws, drawn.critical),
    crew,
    closed: wanted.length - open.length,
    assumptions: is.assumptions,
    runs: new Set(timed.map(({ environment }) => environment)).size,
    samples: timed.length,
    oldest: ats.length === 0 ? null : Math.min(...ats),
    newest: ats.length === 0 ? null : Math.max(...ats),
    unknown: [
      ...new Set(
        open.flatMap(({ id, scalesWith }) =>
          scalesWith !== null && is.known.get(id)?.growth === null ? [scalesWith] : [],
        ),
      ),
    ],
  };
  if (whatIf === null) return { is: result, changed: null };
  // A crew instead of the people assigned is another night; a larger crew is the same one with more people.
  const manned =
    whatIf.crew === null
      ? night
      : crew.named
        ? nightOf({ size: whatIf.crew, named: false, because: "asked" })
        : withCrew(night, whatIf.crew);
  const changed = without(withMinutes(manned, reckon(whatIf.amounts).minutes), whatIf.without);
  return { is: result, changed: rangeOf(drawNights(changed, draws).minutes) };
}

/** What a step usually takes, in minutes, and how many timed attempts that rests on. */
export type Typical = { readonly minutes: number; readonly samples: number };

/** What each step that was timed usually takes here: the median of its length, scaled by amounts as in the forecast. */
export function typicalMinutes(facts: ForecastFacts): ReadonlyMap<string, Typical> {
  const { known } = knownOf(facts, facts.steps, {});
  return new Map(
    [...known].flatMap(([id, { duration, samples }]) =>
      duration.restsOn === "timed" ? [[id, { minutes: duration.median, samples: samples.length }]] : [],
    ),
  );
}

type Known = {
  readonly duration: Duration;
  readonly samples: readonly Sample[];
  readonly growth: number | null;
};

/** How long each step takes, under the amounts written down or others, less what was worked on it. */
function reckoned(facts: ForecastFacts, open: readonly PlannedWork[], other: Amounts) {
  const { known, assumptions } = knownOf(facts, open, other);
  const minutes = new Map(
    open.map(({ id, elapsed }) => {
      const whole = minutesOf((known.get(id) as Known).duration);
      return [id, elapsed === null ? whole : remaining(whole, elapsed)] as const;
    }),
  );
  return { known, minutes, assumptions };
}

/** What is known of each step. */
function knownOf(facts: ForecastFacts, open: readonly PlannedWork[], other: Amounts) {
  const here: Amounts = { ...facts.amounts.get(facts.environment), ...other };
  const bases = open.map((step) => {
    const samples = facts.timed
      .filter(({ sameAs }) => sameAs === step.sameAs)
      .map(({ minutes, environment }) => ({
        minutes,
        environment,
        ratio: ratioOf(
          step.scalesWith,
          here,
          facts.amounts.get(environment),
          environment === facts.environment,
        ),
      }));
    return { id: step.id, planned: step.planned, samples, step };
  });
  const all = bases.flatMap(({ samples }) => samples);
  const parities = all.map(({ environment }) =>
    environment === facts.environment ? 1 : (facts.parity.get(environment) ?? null),
  );
  const compared = parities.filter((one) => one !== null);
  const assumptions = assume(bases, {
    runs: new Set(all.map(({ environment }) => environment)).size,
    parity: compared.length === 0 ? null : compared.reduce((sum, one) => sum + one, 0) / compared.length,
  });
  const known = new Map(
    bases.map(({ id, planned, samples, step }) => {
      const duration = durationUnder({ planned, samples }, assumptions);
      const ratios = samples.map(({ ratio }) => ratio);
      const growth =
        step.scalesWith === null || ratios.length === 0
          ? 1
          : ratios.some((ratio) => ratio === null)
            ? null
            : Math.exp(ratios.reduce<number>((sum, one) => sum + Math.log(one ?? 1), 0) / ratios.length);
      return [id, { duration, samples, growth }] as const;
    }),
  );
  return { known, assumptions };
}

/** The amount here over the amount there; null when one of them is not known. An attempt made here was made at the amount written down. */
function ratioOf(
  scale: StepScale | null,
  here: Amounts,
  there: Amounts | undefined,
  same: boolean,
): number | null {
  if (scale === null) return 1;
  const [is, was] = [here[scale], there?.[scale]];
  if (is === undefined || was === undefined || is <= 0 || was <= 0) return same && is === was ? 1 : null;
  return is / was;
}

/** The people assigned when everybody's step has somebody; else as many as did it last; else one. */
function crewOf(open: readonly PlannedWork[], timed: readonly TimedWork[], asked: number | null): Crew {
  if (asked !== null) return { size: asked, named: false, because: "asked" };
  const attended = open.filter(({ unattended }) => !unattended);
  if (attended.length > 0 && attended.every(({ assignee }) => assignee !== null))
    return { size: 1, named: true, because: "assigned" };
  const last = timed.reduce<TimedWork | null>(
    (newest, one) => (newest && newest.at >= one.at ? newest : one),
    null,
  );
  const people = new Set(
    timed.flatMap(({ environment, by }) => (environment === last?.environment && by !== null ? [by] : [])),
  );
  return people.size > 0
    ? { size: people.size, named: false, because: "timed" }
    : { size: 1, named: false, because: "alone" };
}

/** What a step of the night waits for in it: steps that are not part of it hand on what they waited for. */
function withinNight(steps: readonly PlannedWork[], night: ReadonlySet<string>) {
  const before = new Map(steps.map(({ id, predecessors }) => [id, predecessors]));
  return (id: string): readonly string[] => {
    const found = new Set<string>();
    const seen = new Set<string>();
    const open = [...(before.get(id) ?? [])];
    for (let one = open.pop(); one !== undefined; one = open.pop()) {
      if (seen.has(one)) continue;
      seen.add(one);
      if (night.has(one)) found.add(one);
      else open.push(...(before.get(one) ?? []));
    }
    return [...found];
  };
}
