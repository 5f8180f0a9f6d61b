import { counted, dated } from "../sentence";

/** Events of what was measured and counted in an environment. */
export interface HealthEvents {
  /** One push: the samples themselves are no facts of history, their number and hash are. */
  "health.pushed": {
    environment: string;
    stack: "old" | "new";
    series: number;
    samples: number;
    /** How many were not there before. */
    stored: number;
    from: string;
    until: string;
    /** Of the samples as canonical JSON. */
    sha256: string;
  };
  "health.baselineMarked": {
    environment: string;
    from: string;
    until: string;
    metrics: string[];
    samples: number;
  };
  /** The threshold in words; `was` is null for the first of its metric and label. */
  "health.thresholdSet": {
    environment: string;
    was: string | null;
    is: string;
    from: string;
    until: string;
    reason: string;
  };
  "health.thresholdRemoved": { environment: string; threshold: string; reason: string };
  "count.set": {
    environment: string;
    name: string;
    was: { before: number | null; after: number | null };
    is: { before: number | null; after: number | null };
    /** Why the difference was accepted that this ends. */
    acceptedBefore: string | null;
  };
  "count.accepted": { environment: string; name: string; before: number; after: number; reason: string };
}

const number = (value: number | null) => (value === null ? "not counted" : String(value));

/** What each event says after the actor's name. */
export const healthSentences: { [T in keyof HealthEvents]: (data: HealthEvents[T]) => string } = {
  "health.pushed": (d) =>
    `pushed ${counted(d.samples, "sample")} of the ${d.stack} stack of ${d.environment} from ${dated(d.from)} to ${dated(d.until)}${d.stored === d.samples ? "" : `, ${d.stored} of them new`}`,
  "health.baselineMarked": (d) =>
    `marked ${dated(d.from)} to ${dated(d.until)} as the baseline of ${d.environment}: ${counted(d.samples, "sample")} of ${counted(d.metrics.length, "metric")}`,
  "health.thresholdSet": (d) =>
    `set a threshold of ${d.environment} from ${dated(d.from)} to ${dated(d.until)}: ${d.is}${d.was === null || d.was === d.is ? "" : ` (was: ${d.was})`}: ${d.reason}`,
  "health.thresholdRemoved": (d) => `removed a threshold of ${d.environment}: ${d.threshold}: ${d.reason}`,
  "count.set": (d) =>
    `counted ${d.name} of ${d.environment}: before ${number(d.is.before)}, after ${number(d.is.after)}${d.acceptedBefore === null ? "" : `; the difference accepted as “${d.acceptedBefore}” is another one now`}`,
  "count.accepted": (d) =>
    `accepted that ${d.name} of ${d.environment} are ${d.after} after ${d.before}: ${d.reason}`,
};
