import { z } from "zod";
import { countStates } from "@/domain/health/count";
import { gapIntervals, judgements } from "@/domain/health/judge";
import { metricName, stacks, worseSides } from "@/domain/health/metric";
import { longestHours, thresholdSources } from "@/domain/health/threshold";
import { environmentKey, id, line, moment, reason, upgradeKey, version } from "@/lib/fields";

const place = z.object({ key: z.string(), name: z.string() });
const person = z.object({ id, name: z.string() });
const worse = z.enum(worseSides);

const metric = z
  .string()
  .regex(metricName, "must be lower-case letters, digits and underscores, beginning with a letter")
  .meta({ description: "`cpu`, `heap`, `latency_p95` … or a name of your own", example: "cpu" });
const label = line(120);

/** The number of a version that is 0 before there is anything. */
const seen = z.coerce
  .number("must be the version you saw, a number")
  .int()
  .min(0)
  .max(2_147_483_647)
  .meta({ description: "Version the caller saw, 0 before the first; over REST also as If-Match" });

export const healthInput = z.object({ upgrade: upgradeKey, environment: environmentKey });

/** Most samples of one push. */
export const mostSamples = 5_000;

export const pushInput = healthInput.extend({
  stack: z.enum(stacks).meta({ description: "The stack the samples were taken on" }),
  series: z
    .array(
      z.object({
        metric,
        label: label.default("").meta({
          description: "Node, or application of `auth_failures`; left out for the stack as a whole",
          example: "gw1",
        }),
        unit: line(20).optional().meta({ description: "Needed once, for a metric with a name of your own" }),
        worse: worse
          .optional()
          .meta({ description: "Whether values above or below a limit are bad; as `unit`" }),
        samples: z
          .array(z.object({ at: moment, value: z.number("must be a number") }))
          .min(1, "must hold at least one sample"),
      }),
    )
    .min(1, "must hold at least one series")
    .max(500, "holds at most 500 series")
    .refine(
      (all) => all.reduce((sum, { samples }) => sum + samples.length, 0) <= mostSamples,
      `hold at most ${mostSamples} samples together: push them in several calls`,
    ),
});

export const pushed = z.object({
  samples: z.int().meta({ description: "How many were sent" }),
  stored: z.int().meta({ description: "How many were not there before" }),
  differing: z.int().meta({
    description: "How many were there with another value, which was kept: what was measured stays measured",
  }),
  sha256: z.string(),
});

export const markBaselineInput = healthInput.extend({
  version: seen,
  from: moment.meta({ description: "Begin of the period on the old stack" }),
  until: moment,
});

export const setThresholdInput = healthInput.extend({
  version: seen,
  metric,
  label: label
    .default("")
    .meta({ description: "One node or application; left out for each that is measured" }),
  source: z.enum(thresholdSources).meta({
    description: "The vendor's own limit, the baseline with a tolerance, or one you agreed on",
  }),
  limit: z.coerce.number("must be a number").optional().meta({ description: "With source `agreed`" }),
  tolerance: z.coerce
    .number("must be a number of percent")
    .min(0, "must be 0 or more")
    .max(1_000, "must be at most 1000")
    .optional()
    .meta({ description: "With source `baseline`: percent beyond what was usual that are still fine" }),
  forMinutes: z.coerce
    .number("must be a number of minutes")
    .int("must be a whole number of minutes")
    .min(0, "must be 0 or more")
    .default(10)
    .meta({ description: "How long it must be exceeded on end before it counts; 0: a single sample does" }),
  everySeconds: z.coerce
    .number("must be a number of seconds")
    .int("must be a whole number of seconds")
    .min(1, "must be at least 1")
    .max(86_400, "must be at most a day")
    .default(60)
    .meta({
      description: `Seconds between samples; a silence of more than ${gapIntervals} times that is a gap`,
    }),
  from: moment.meta({ description: "From when on the new stack is watched" }),
  hours: z.coerce
    .number("must be a number of hours")
    .int("must be a whole number of hours")
    .min(1, "must be at least one hour")
    .max(longestHours, `must be at most ${longestHours}`)
    .meta({ description: "How long it is watched" }),
  reason,
});

export const removeThresholdInput = z.object({ upgrade: upgradeKey, threshold: id, version, reason });

const stretch = z.object({ since: z.string(), until: z.string() });

const judged = z.object({
  label: z.string(),
  judgement: z.enum(judgements),
  words: z.string(),
  stale: z.boolean().meta({ description: "Samples stopped coming" }),
  gaps: z.array(stretch),
  exceedances: z.array(stretch.extend({ worst: z.number(), limit: z.number() })),
  worst: z.object({ value: z.number(), at: z.string(), limit: z.number().nullable() }).nullable(),
});

const threshold = z.object({
  id,
  version: z.int(),
  metric: z.string(),
  title: z.string(),
  unit: z.string(),
  worse,
  label: z.string(),
  source: z.enum(thresholdSources),
  limit: z.number().nullable(),
  tolerance: z.number().nullable(),
  forMinutes: z.int(),
  everySeconds: z.int(),
  from: z.string(),
  until: z.string(),
  hours: z.int(),
  reason: z.string(),
  setAt: z.string(),
  setBy: person,
  words: z.string(),
  judgement: z.enum(judgements).meta({
    description:
      "`unknown` where samples or a baseline are missing: that is no pass; `pending` until the period is over",
  }),
  series: z.array(judged),
});
export type ThresholdView = z.output<typeof threshold>;

const measured = z
  .object({
    labels: z.array(z.string()),
    samples: z.int(),
    firstAt: z.string().nullable(),
    lastAt: z.string().nullable(),
  })
  .nullable();

export const healthView = z.object({
  environment: place,
  /** Of the baseline: what marking it again has to name. */
  version: z.int(),
  metrics: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      unit: z.string(),
      worse,
      vendorLimit: z.number().nullable(),
      byApplication: z.boolean(),
      old: measured,
      new: measured,
      usual: z.string().nullable().meta({ description: "How the baseline was made, in words" }),
    }),
  ),
  baseline: z.object({ from: z.string(), until: z.string() }).nullable(),
  thresholds: z.array(threshold),
});
export type HealthView = z.output<typeof healthView>;

/** How many points a line has when nobody says otherwise. */
const usualPoints = 160;

export const seriesInput = healthInput.extend({
  from: moment.optional().meta({ description: "Left out: the first sample" }),
  until: moment.optional().meta({ description: "Left out: the last sample" }),
  points: z.coerce
    .number("must be a number")
    .int()
    .min(10, "must be at least 10")
    .max(1_000, "must be at most 1000")
    .default(usualPoints)
    .meta({ description: "Into how many equal parts the time is divided" }),
});

const dataLine = z
  .array(z.tuple([z.int(), z.number(), z.number(), z.number()]))
  .meta({ description: "[part, lowest, mean, highest] of all nodes; parts without samples are left out" });

export const seriesView = z.object({
  /** Null while nothing was measured. */
  range: z.object({ from: z.string(), until: z.string(), stepSeconds: z.number() }).nullable(),
  metrics: z.array(
    z.object({
      name: z.string(),
      old: dataLine,
      new: dataLine,
      band: z
        .array(z.tuple([z.int(), z.number(), z.number()]))
        .meta({ description: "[part, 5th, 95th percentile] of the baseline" }),
      /** Silences of the new stack, by part: first and last without samples. */
      gaps: z.array(stretch),
    }),
  ),
});
export type SeriesView = z.output<typeof seriesView>;

const name = z
  .string()
  .regex(metricName, "must be lower-case letters, digits and underscores, beginning with a letter")
  .meta({ description: "`apis`, `applications`, `subscriptions` … or a name of your own", example: "apis" });
const number = z
  .number("must be a whole number")
  .int("must be a whole number")
  .min(0, "must be 0 or more")
  .max(2_147_483_647, "is too large")
  .nullable()
  .optional();

export const setCountInput = healthInput.extend({
  name,
  version: seen,
  before: number.meta({ description: "On the old stack; left out: stays" }),
  after: number.meta({ description: "On the new stack; left out: stays" }),
});
export const acceptCountInput = healthInput.extend({ name, version, reason });

const count = z.object({
  name: z.string(),
  title: z.string(),
  before: z.int().nullable(),
  after: z.int().nullable(),
  difference: z.int().nullable(),
  state: z.enum(countStates),
  accepted: z.object({ reason: z.string(), at: z.string(), by: person }).nullable(),
  version: z.int(),
});
export const countOutput = count;
export const countsView = z.object({ environment: place, counts: z.array(count) });
export type CountsView = z.output<typeof countsView>;
