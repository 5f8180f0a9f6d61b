import { z } from "zod";
import { stepParts, stepScales, stepStates } from "@/domain/step";
import { environmentKey, id, line, upgradeKey } from "@/lib/fields";

const place = z.object({ key: z.string(), name: z.string() });
const people = z.coerce
  .number("must be a number of people")
  .int("must be a whole number of people")
  .min(1, "must be at least one")
  .max(50, "must be at most 50");
const amount = z.coerce
  .number("must be a number")
  .positive("must be more than 0")
  .max(1e18, "must be at most 1e18")
  .optional();

const asked = {
  upgrade: upgradeKey,
  environment: environmentKey.meta({ description: "The environment whose migration is forecast" }),
  crew: people.optional().meta({
    description:
      "People who share the work. Left out: those assigned if every step has somebody, else as many as did it last",
  }),
  part: z.enum(["migrate", "verify"]).default("verify").meta({
    description: "What the night ends with: the steps of the part migrate, or those that verify it, too",
  }),
  seed: z.coerce.number("must be a number").int().min(0).max(2_147_483_647).default(1).meta({
    description: "The same seed and facts give the same answer",
  }),
  draws: z.coerce
    .number("must be a number")
    .int()
    .min(100, "must be at least 100")
    .max(20_000, "must be at most 20,000")
    .default(10_000),
};

export const makeForecastInput = z.object(asked);

export const forecastInput = z.object({
  ...asked,
  people: people.optional().meta({ description: "What if so many people shared the work" }),
  without: line(1_000)
    .optional()
    .meta({ description: "What if these steps were done before: codes, with commas between them" }),
  rows: amount.meta({ description: "What if the database had so many rows" }),
  bytes: amount.meta({ description: "What if the database had so many bytes" }),
  apis: amount.meta({ description: "What if there were so many APIs" }),
  tenants: amount.meta({ description: "What if there were so many tenants" }),
  nodes: amount.meta({ description: "What if there were so many nodes" }),
});

/** Minutes: half of the nights are over within `p50`, 4 of 5 within `p80`, 19 of 20 within `p95`. */
const range = { p50: z.number(), p80: z.number(), p95: z.number(), mean: z.number() };
export type Minutes = { p50: number; p80: number; p95: number; mean: number };

const amounts = z.partialRecord(z.enum(stepScales), z.number());

const restsOn = z.object({
  samples: z.int().meta({ description: "Timed attempts of its steps" }),
  runs: z.int().meta({ description: "Environments they were timed in" }),
  timed: z.int().meta({ description: "Steps that somebody has timed" }),
  planned: z.int().meta({ description: "Steps with planned minutes only" }),
  assumed: z.int().meta({ description: "Steps with neither: a quarter of an hour is assumed" }),
  oldest: z.string().nullable(),
  newest: z.string().nullable(),
  habit: z
    .number()
    .meta({ description: "How many times longer than planned steps take, as the timed ones say" }),
  discount: z.number().meta({
    description: "How many times longer than measured they are taken for, because of what is unlike",
  }),
  unknown: z.array(z.enum(stepScales)).meta({
    description: "Amounts steps take longer with that are not written down, here or where they were timed",
  }),
});

export const forecastLine = z.object({
  id,
  code: z.string(),
  title: z.string(),
  part: z.enum(stepParts),
  state: z.enum(stepStates),
  assignee: z.string().nullable(),
  plannedMinutes: z.int().nullable(),
  p50: z.number(),
  p80: z.number(),
  restsOn: z.enum(["timed", "planned", "assumed"]),
  samples: z.int(),
  scalesWith: z.enum(stepScales).nullable(),
  growth: z.number().nullable().meta({
    description: "How many times longer than measured for its amount; null where the amounts aren't known",
  }),
  critical: z.number().meta({ description: "Share of nights that it held up" }),
});
export type ForecastLineView = z.output<typeof forecastLine>;

const lever = z.object({
  step: z.object({ id, code: z.string(), title: z.string() }).nullable().meta({
    description: "A step that would take no time; null: one more person",
  }),
  minutes: z.number().meta({ description: "By how much P80 would be shorter" }),
});

export const forecastView = z.object({
  environment: place,
  environments: z.array(place),
  at: z.string(),
  ...range,
  histogram: z.array(z.object({ from: z.number(), to: z.number(), count: z.int() })),
  draws: z.int(),
  crew: z.object({
    size: z.int(),
    named: z
      .boolean()
      .meta({ description: "By those assigned; `size` of others take what nobody is assigned to" }),
    because: z.enum(["asked", "assigned", "timed", "alone"]),
  }),
  part: z.enum(["migrate", "verify"]),
  open: z.int(),
  closed: z.int().meta({ description: "Steps that are over: the forecast tells what is left" }),
  restsOn,
  parity: z.number().nullable().meta({ description: "0 to 1; null where nobody has compared" }),
  lines: z.array(forecastLine).meta({ description: "Its open steps in the order of the checklist" }),
  levers: z.array(lever),
  amounts,
  whatIf: z
    .object({ people: z.int().nullable(), without: z.array(z.string()), amounts, ...range })
    .nullable(),
});
export type ForecastView = z.output<typeof forecastView>;

export const keptForecast = z.object({
  id,
  environment: place,
  number: z.int(),
  at: z.string(),
  by: z.object({ id, name: z.string() }),
  ...range,
  crew: z.int(),
  named: z.boolean(),
  part: z.enum(["migrate", "verify"]),
  open: z.int(),
  closed: z.int(),
  seed: z.int(),
  draws: z.int(),
  parity: z.number(),
  restsOn,
  critical: z.array(z.object({ code: z.string(), title: z.string(), critical: z.number() })),
  took: z
    .object({ run: id, minutes: z.number(), within: z.enum(["p50", "p80", "p95", "none"]) })
    .nullable()
    .meta({ description: "What the next run took; null before there was one" }),
});
export type KeptForecastView = z.output<typeof keptForecast>;

export const listForecastsInput = z.object({ upgrade: upgradeKey });
export const keptForecasts = z.object({ forecasts: z.array(keptForecast) });
