import { isBlank, type Refusal, type Verdict } from "../verdict";
import { type Baseline, limitFrom } from "./baseline";
import type { Stretch } from "./judge";
import type { Metric } from "./metric";

/** Where a limit comes from: the vendor's tools, the team's own old stack and a tolerance, or what the team agreed on. */
export const thresholdSources = ["vendor", "baseline", "agreed"] as const;
export type ThresholdSource = (typeof thresholdSources)[number];

export type Threshold = {
  readonly metric: string;
  /** One node or application; null: each that is measured. */
  readonly label: string | null;
  readonly source: ThresholdSource;
  /** Null with the baseline, whose limit may differ by hour. */
  readonly limit: number | null;
  /** Percent beyond the baseline that is still fine; null with another source. */
  readonly tolerance: number | null;
  /** Minutes it must be exceeded on end before it counts. */
  readonly forMinutes: number;
  /** Seconds between samples. */
  readonly everySeconds: number;
  /** From when on and how long the new stack is watched. */
  readonly from: Date;
  readonly hours: number;
};

/** Two months: longer than any time of watching after a cutover, and short enough to be read whole. */
export const longestHours = 1_464;

export const watchedPeriod = ({ from, hours }: Pick<Threshold, "from" | "hours">): Stretch => ({
  since: from,
  until: new Date(from.getTime() + hours * 3_600_000),
});

export type NewThreshold = Omit<Threshold, "limit" | "tolerance" | "label"> & {
  readonly label?: string | null | undefined;
  readonly limit?: number | undefined;
  readonly tolerance?: number | undefined;
  readonly reason: string;
};

/** May this threshold be set? With what is stored: the vendor's limit is the vendor's, whatever was sent. */
export function decideThreshold(
  asked: NewThreshold,
  metric: Metric | null,
): Verdict<{ readonly threshold: Threshold }> {
  const refusals: Refusal[] = [];
  const add = (code: string, message: string) => refusals.push({ code, message });
  const { source, limit, tolerance, reason, label, ...rest } = asked;
  if (metric === null)
    add(
      "metric",
      `Nothing named ${asked.metric} was measured here yet: push its first samples, which tell its unit.`,
    );
  if (source === "vendor" && metric !== null && metric.vendorLimit === null)
    add("source", `The vendor ships no limit for ${metric.title}: take the baseline, or agree on one.`);
  if (source === "agreed" && limit === undefined)
    add("limit", "A limit that was agreed on is a number: say which.");
  if (source === "baseline" && tolerance === undefined)
    add("tolerance", "Say how many percent beyond the baseline are still fine.");
  if (source !== "agreed" && limit !== undefined && limit !== metric?.vendorLimit)
    add("limit", `A limit of your own is one that was agreed on, not one of the ${source}.`);
  if (source !== "baseline" && tolerance !== undefined)
    add("tolerance", "A tolerance belongs to the baseline: leave it out.");
  if (asked.hours > longestHours)
    add("hours", `A threshold is watched for at most ${longestHours} hours, two months.`);
  if (asked.forMinutes >= asked.hours * 60)
    add("for_minutes", "It must be exceeded for less time than it is watched, or it never counts.");
  if (isBlank(reason)) add("reason_needed", "Say why this threshold and this period: a reason is needed.");
  if (refusals.length > 0) return { ok: false, refusals };
  return {
    ok: true,
    threshold: {
      ...rest,
      label: label ?? null,
      source,
      limit:
        source === "vendor" ? (metric?.vendorLimit ?? null) : source === "agreed" ? (limit ?? null) : null,
      tolerance: source === "baseline" ? (tolerance ?? null) : null,
    },
  };
}

/** The limit of a threshold at a moment; null when it rests on a baseline that there is not. */
export function limitAt(
  { limit, tolerance }: Pick<Threshold, "limit" | "tolerance">,
  { worse }: Pick<Metric, "worse">,
  baseline: Baseline,
  at: Date,
): number | null {
  return tolerance === null ? limit : limitFrom(baseline, worse, tolerance, at);
}

/** Up to three figures that matter: 80, 1.25, 0.0312. */
export function figure(value: number): string {
  return Math.abs(value) >= 1_000 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

/** A value with its unit: "80 %", "1.2 /s", "250". */
export const withUnit = (value: number, unit: string) =>
  unit === "" ? figure(value) : `${figure(value)} ${unit}`;

const sources: Record<ThresholdSource, string> = {
  vendor: "the vendor's limit",
  baseline: "from the baseline",
  agreed: "agreed on",
};

/** "CPU of every node at most 80 %, the vendor's limit, for less than 10 min": what has to hold, in words. */
export function thresholdWords(threshold: Threshold, metric: Metric): string {
  const { label, limit, tolerance, source, forMinutes } = threshold;
  const whose = label ?? (metric.byApplication ? "every application" : "every node");
  const side = metric.worse === "above" ? "at most" : "at least";
  const bound =
    tolerance === null
      ? `${withUnit(limit ?? 0, metric.unit)}, ${sources[source]}`
      : `what was usual ${metric.worse === "above" ? "plus" : "minus"} ${figure(tolerance)} %, ${sources[source]}`;
  const duration = forMinutes === 0 ? "every sample counts" : `counts from ${forMinutes} min on end`;
  return `${metric.title} of ${whose} ${side} ${bound}; ${duration}`;
}
