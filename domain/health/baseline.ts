import type { WorseSide } from "./metric";

/** One measured value. */
export type Sample = { readonly at: Date; readonly value: number };

/** What was usual: how many values, their mean, and the band that nine of ten stayed in. */
export type Usual = {
  readonly count: number;
  readonly mean: number;
  /** 5th percentile. */
  readonly low: number;
  /** 95th percentile. */
  readonly high: number;
};

/**
 * What the old stack usually showed. By hour of the week (0 is Monday 0:00 UTC) where the samples carry that, else over
 * all of them; "none" when they are too few to be called usual.
 */
export type Baseline =
  | { readonly by: "hour"; readonly overall: Usual; readonly hours: readonly Usual[] }
  | { readonly by: "overall"; readonly overall: Usual }
  | { readonly by: "none"; readonly count: number };

/** Below this a 95th percentile is the second-highest value at best, and says nothing about what is usual. */
export const fewestSamples = 40;

/** An hour of the week is known from as many samples, seen in at least so many different weeks: one Monday is no rule. */
export const fewestPerHour = 20;
export const fewestWeeks = 2;

const hourMs = 3_600_000;
const weekMs = 168 * hourMs;
/** 5 January 1970, the first Monday of the epoch. */
const firstMonday = 4 * 24 * hourMs;

const weekOf = (at: Date) => Math.floor((at.getTime() - firstMonday) / weekMs);

/** Hour of the week in UTC, 0 to 167, beginning with Monday 0:00. */
export function hourOfWeek(at: Date): number {
  const into = (at.getTime() - firstMonday) % weekMs;
  return Math.floor((into < 0 ? into + weekMs : into) / hourMs);
}

/** The value that a share `p` (0 to 1) of sorted values does not exceed, between neighbours in proportion. */
export function percentile(sorted: readonly number[], p: number): number {
  const place = (sorted.length - 1) * p;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}

function usualOf(values: readonly number[]): Usual {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    count: sorted.length,
    mean: sorted.reduce((sum, value) => sum + value, 0) / sorted.length,
    low: percentile(sorted, 0.05),
    high: percentile(sorted, 0.95),
  };
}

/** What samples of the old stack say is usual; their order does not matter. */
export function baselineOf(samples: readonly Sample[]): Baseline {
  if (samples.length < fewestSamples) return { by: "none", count: samples.length };
  const overall = usualOf(samples.map(({ value }) => value));
  const slots = Array.from({ length: 168 }, () => ({ values: [] as number[], weeks: new Set<number>() }));
  for (const { at, value } of samples) {
    const slot = slots[hourOfWeek(at)];
    slot?.values.push(value);
    slot?.weeks.add(weekOf(at));
  }
  const enough = slots.every(
    ({ values, weeks }) => values.length >= fewestPerHour && weeks.size >= fewestWeeks,
  );
  if (!enough) return { by: "overall", overall };
  return { by: "hour", overall, hours: slots.map(({ values }) => usualOf(values)) };
}

/** What was usual at that moment of the week; null without a baseline. */
export function usualAt(baseline: Baseline, at: Date): Usual | null {
  if (baseline.by === "none") return null;
  return baseline.by === "hour" ? (baseline.hours[hourOfWeek(at)] ?? baseline.overall) : baseline.overall;
}

/** The limit that a baseline and a tolerance in percent make at that moment; null without a baseline. */
export function limitFrom(baseline: Baseline, worse: WorseSide, tolerance: number, at: Date): number | null {
  const usual = usualAt(baseline, at);
  if (usual === null) return null;
  return worse === "above"
    ? usual.high + (Math.abs(usual.high) * tolerance) / 100
    : usual.low - (Math.abs(usual.low) * tolerance) / 100;
}

/** How the baseline was made, in words. */
export function baselineWords(baseline: Baseline): string {
  if (baseline.by === "none")
    return `${baseline.count} samples of the old stack are too few for a baseline: it takes ${fewestSamples}.`;
  const samples = `${baseline.overall.count} samples of the old stack`;
  return baseline.by === "hour"
    ? `By hour of the week (UTC), from ${samples}.`
    : `One band for all hours, from ${samples}: too few to tell the hours of the week apart.`;
}
