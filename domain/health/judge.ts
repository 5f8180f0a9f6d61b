import type { Sample } from "./baseline";
import type { WorseSide } from "./metric";

/** A stretch of time. */
export type Stretch = { readonly since: Date; readonly until: Date };

/** A stretch in which every sample was beyond the limit, long enough to count. */
export type Exceedance = Stretch & {
  /** The value farthest beyond, and the limit at that moment. */
  readonly worst: number;
  readonly limit: number;
};

/** How samples are looked at. */
export type Watch = {
  readonly period: Stretch;
  /** Seconds between two samples as agreed. */
  readonly everySeconds: number;
  /** Minutes the limit must be exceeded on end before it counts; 0: a single sample does. */
  readonly forMinutes: number;
  readonly worse: WorseSide;
  /** The limit at a moment; null when there is none because the baseline is missing. */
  readonly limitAt: (at: Date) => number | null;
};

/**
 * A gap is longer than so many agreed intervals. One lost sample, or two, is the network's everyday; more is time of which
 * nobody can say how it was.
 */
export const gapIntervals = 3;

/** The longest two samples may lie apart without a gap between them, in milliseconds. */
export const longestSilence = (everySeconds: number) => everySeconds * gapIntervals * 1_000;

/** What the samples of one series show of a period, whatever the time is now: small, and all that judging needs. */
export type SeriesDigest = {
  readonly count: number;
  /** The last sample in the period. */
  readonly last: Date | null;
  /** Silences up to the last sample. Whether the time after it is one depends on what time it is. */
  readonly gaps: readonly Stretch[];
  readonly exceedances: readonly Exceedance[];
  /** The worst value in the period, exceeded or not, with its limit. */
  readonly worst: { readonly value: number; readonly at: Date; readonly limit: number | null } | null;
  /** Whether a sample had no limit to be compared with. */
  readonly withoutLimit: boolean;
};

const beyond = (value: number, limit: number, worse: WorseSide) =>
  worse === "above" ? value > limit : value < limit;

/** How far beyond its limit a value is; the limit is what values of other hours are compared by. */
const excess = (value: number, limit: number | null, worse: WorseSide) =>
  (worse === "above" ? 1 : -1) * (value - (limit ?? 0));

/** Looks at the samples of one series, in any order. Those outside of the period say nothing of it. */
export function digest(samples: readonly Sample[], watch: Watch): SeriesDigest {
  const { period, everySeconds, forMinutes, worse, limitAt } = watch;
  const silence = longestSilence(everySeconds);
  const inside = samples
    .filter(({ at }) => at >= period.since && at <= period.until)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.value - b.value);
  const gaps: Stretch[] = [];
  const exceedances: Exceedance[] = [];
  let worst: SeriesDigest["worst"] = null;
  let withoutLimit = false;
  let last = period.since;
  let run: Exceedance | null = null;
  const close = () => {
    if (run !== null && run.until.getTime() - run.since.getTime() >= forMinutes * 60_000)
      exceedances.push(run);
    run = null;
  };
  for (const { at, value } of inside) {
    if (at.getTime() - last.getTime() > silence) {
      close();
      gaps.push({ since: last, until: at });
    }
    last = at;
    const limit = limitAt(at);
    if (limit === null) withoutLimit = true;
    if (worst === null || excess(value, limit, worse) > excess(worst.value, worst.limit, worse))
      worst = { value, at, limit };
    if (limit === null || !beyond(value, limit, worse)) close();
    else run = prolonged(run, { at, value }, limit, worse);
  }
  close();
  return { count: inside.length, last: inside.at(-1)?.at ?? null, gaps, exceedances, worst, withoutLimit };
}

/** An exceedance with one more sample: it keeps the worst. */
function prolonged(
  run: Exceedance | null,
  { at, value }: Sample,
  limit: number,
  worse: WorseSide,
): Exceedance {
  if (run === null) return { since: at, until: at, worst: value, limit };
  const farther = excess(value, limit, worse) > excess(run.worst, run.limit, worse);
  return {
    since: run.since,
    until: at,
    worst: farther ? value : run.worst,
    limit: farther ? limit : run.limit,
  };
}

/**
 * What a period shows: exceeded; unknown, because samples or a limit are missing; pending, because it is not over and was
 * fine so far; or ok, which takes all of it. Worst first.
 */
export const judgements = ["exceeded", "unknown", "pending", "ok"] as const;
export type Judgement = (typeof judgements)[number];

export type SeriesJudgement = {
  readonly judgement: Judgement;
  readonly gaps: readonly Stretch[];
  readonly exceedances: readonly Exceedance[];
  readonly worst: SeriesDigest["worst"];
  /** Whether samples stopped coming, in a period that is not over. */
  readonly stale: boolean;
  readonly withoutLimit: boolean;
  /** When time alone changes the judgement: at the end of the period, or when the silence becomes a gap; null when never. */
  readonly until: Date | null;
};

/** Judges one series at a time: unknown is never a pass, and what lies ahead is not known yet. */
export function judge(
  found: SeriesDigest,
  { period, everySeconds }: Pick<Watch, "period" | "everySeconds">,
  now: Date,
): SeriesJudgement {
  const { exceedances, worst, withoutLimit } = found;
  const over = now >= period.until;
  const end = over ? period.until : now;
  const last = found.last ?? period.since;
  const silence = longestSilence(everySeconds);
  const silent = end.getTime() - last.getTime() > silence;
  const gaps = silent ? [...found.gaps, { since: last, until: end }] : found.gaps;
  const missing = gaps.length > 0 || withoutLimit || (over && found.count === 0);
  const judgement = exceedances.length > 0 ? "exceeded" : missing ? "unknown" : over ? "ok" : "pending";
  const gapBegins = last.getTime() + silence + 1;
  return {
    judgement,
    gaps,
    exceedances,
    worst,
    stale: silent && !over,
    withoutLimit,
    until: judgement === "pending" ? new Date(Math.min(gapBegins, period.until.getTime())) : null,
  };
}

/** The judgement of several series together: the worst of them; of none it is unknown. */
export function together(all: readonly Judgement[]): Judgement {
  return judgements.find((judgement) => all.includes(judgement)) ?? "unknown";
}
