import type { Verdict } from "../verdict";
import { refuse } from "../verdict";

/** Which stack of an environment a sample was taken on. */
export const stacks = ["old", "new"] as const;
export type Stack = (typeof stacks)[number];

/** On which side of a limit a metric is bad: a rate of requests is bad below it, nearly everything else above. */
export const worseSides = ["above", "below"] as const;
export type WorseSide = (typeof worseSides)[number];

export type Metric = {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly worse: WorseSide;
  /** The limit that the product's own tools alarm at; null where nothing is shipped. */
  readonly vendorLimit: number | null;
  /** Whether its labels are applications instead of nodes. */
  readonly byApplication: boolean;
};

const known = (
  name: string,
  title: string,
  unit: string,
  more: Partial<Pick<Metric, "worse" | "vendorLimit" | "byApplication">> = {},
): Metric => ({ name, title, unit, worse: "above", vendorLimit: null, byApplication: false, ...more });

/**
 * What Liftlock knows the unit and the bad side of. The 80 % are where the diagnostic tool that ships with WSO2 API Manager
 * alarms (CPU and memory at the second attempt, connections of the pool); nothing else has a shipped threshold.
 */
export const knownMetrics: readonly Metric[] = [
  known("cpu", "CPU", "%", { vendorLimit: 80 }),
  known("memory", "Memory", "%", { vendorLimit: 80 }),
  known("heap", "Heap", "%", { vendorLimit: 80 }),
  known("threads", "Threads", "threads"),
  known("db_pool", "Database pool in use", "%", { vendorLimit: 80 }),
  known("request_rate", "Requests", "/s", { worse: "below" }),
  known("error_rate", "Errors", "%"),
  known("latency_p50", "Latency, median", "ms"),
  known("latency_p95", "Latency, 95th percentile", "ms"),
  known("latency_p99", "Latency, 99th percentile", "ms"),
  known("auth_failures", "Answers 401 and 403", "/min", { byApplication: true }),
  known("up", "Answers its health check", "yes = 1", { worse: "below" }),
];

/** What a metric's name looks like: what Prometheus and most others take. */
export const metricName = /^[a-z][a-z0-9_]{0,59}$/;

/** The metric of this name: a known one as it is, any other as it was declared. */
export function metricOf(
  name: string,
  declared: { readonly unit: string; readonly worse: WorseSide },
): Metric {
  return (
    knownMetrics.find((metric) => metric.name === name) ??
    known(name, name.replaceAll("_", " "), declared.unit, { worse: declared.worse })
  );
}

export type Declared = { readonly unit?: string | undefined; readonly worse?: WorseSide | undefined };

/**
 * Unit and bad side a pushed metric is stored with: of a known one they are known, of any other they are said with the
 * first push and stay as they are, since values in two units are not one series.
 */
export function decideMetric(
  name: string,
  declared: Declared,
  stored: { readonly unit: string; readonly worse: WorseSide } | null,
): Verdict<{ readonly unit: string; readonly worse: WorseSide }> {
  const is = knownMetrics.find((metric) => metric.name === name) ?? stored;
  if (is === null) {
    if (declared.unit === undefined || declared.worse === undefined)
      return refuse(
        "unit_needed",
        `${name} is not a metric Liftlock knows: say its unit, and by worse whether values above or below a limit are bad.`,
      );
    return { ok: true, unit: declared.unit, worse: declared.worse };
  }
  if (declared.unit !== undefined && declared.unit !== is.unit)
    return refuse(
      "other_unit",
      `${name} is measured in ${is.unit} here, not in ${declared.unit}: convert the values, or push them under another name.`,
    );
  if (declared.worse !== undefined && declared.worse !== is.worse)
    return refuse(
      "other_side",
      `Values of ${name} are bad ${is.worse} a limit here, not ${declared.worse} it.`,
    );
  return { ok: true, unit: is.unit, worse: is.worse };
}
