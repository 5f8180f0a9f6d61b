import { z } from "zod";
import { environmentKinds } from "@/domain/environment";
import { dataSources, runEntryKinds, runKinds, runOutcomes } from "@/domain/migration-run";
import { environmentKey, id, moment, reason, text, title, upgradeKey, version } from "@/lib/fields";

const inUpgrade = { upgrade: upgradeKey };
/** An environment by its key and name. */
export const place = z.object({ key: z.string(), name: z.string() });
/** Somebody by id and name. */
export const person = z.object({ id, name: z.string() });
const count = (max: number) =>
  z.number("must be a number").int("must be a whole number").min(0, "must be 0 or more").max(max);

const table = z.object({
  name: title(120),
  rows: count(1e15).meta({ description: "Rows in the data of the pilot" }),
  production: count(1e15).nullable().meta({ description: "Rows in production; null where nobody knows" }),
});

/** What data a pilot runs on. */
export const runData = z.object({
  source: z.enum(dataSources),
  takenAt: moment
    .nullable()
    .default(null)
    .meta({ description: "When the dump was taken; null for generated data" }),
  bytes: count(1e18).nullable().default(null),
  masked: z.boolean().nullable().default(null).meta({ description: "Whether personal data was masked" }),
  tables: z.array(table).max(100, "has at most 100 tables").default([]),
});

/** The same as it is shown. */
const runDataView = z.object({
  source: z.enum(dataSources),
  takenAt: z.string().nullable(),
  bytes: z.number().nullable(),
  masked: z.boolean().nullable(),
  tables: z.array(z.object({ name: z.string(), rows: z.number(), production: z.number().nullable() })),
});

const participants = z.array(id).max(100).meta({ description: "Ids of the people who do it" });

export const startRunInput = z.object({
  ...inUpgrade,
  environment: environmentKey,
  kind: z.enum(runKinds).default("pilot"),
  data: runData.nullable().default(null).meta({ description: "Asked of a pilot" }),
  participants: participants.default([]),
});

/** What names a run. */
export const ofRun = { ...inUpgrade, run: id };
export const runInput = z.object(ofRun);
const seenRun = { ...ofRun, version };
export const editRunInput = z.object({
  ...seenRun,
  data: runData.optional(),
  participants: participants.optional(),
  lessons: text(10_000).optional(),
});
export const interruptInput = z.object({ ...seenRun, reason });
export const resumeInput = z.object(seenRun);
export const noteInput = z.object({
  ...ofRun,
  kind: z.enum(runEntryKinds).exclude(["interruption"]),
  text: text(4_000).min(1, "must say something"),
});
export const backOutInput = z.object({ ...seenRun, reason });
export const backOutStepInput = z.object({
  ...ofRun,
  step: id,
  done: z.boolean().default(false).meta({ description: "False: it is begun; true: it is undone" }),
});
export const endBackOutInput = z.object(seenRun);
export const endRunInput = z.object({
  ...seenRun,
  outcome: z.enum(runOutcomes),
  lessons: text(10_000).default(""),
});

export const savedRun = z.object({ id, number: z.int(), version: z.int() });
export const savedEntry = z.object({ id });

export const runEntry = z.object({
  id,
  kind: z.enum(runEntryKinds),
  text: z.string(),
  at: z.string(),
  until: z.string().nullable(),
  by: person,
});

export const backOutRow = z.object({
  step: id,
  code: z.string(),
  title: z.string(),
  backOut: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  by: person.nullable(),
});

export const runRow = z.object({
  id,
  environment: place,
  kind: z.enum(runKinds),
  number: z.int(),
  data: runDataView.nullable(),
  /** Least share of production's rows; null where it can't be said. */
  ratio: z.number().nullable(),
  startedAt: z.string(),
  startedBy: person,
  endedAt: z.string().nullable(),
  outcome: z.enum(runOutcomes).nullable(),
  lessons: z.string(),
  /** Without interruptions; until now while it goes on. */
  minutes: z.int(),
  interruptedMinutes: z.int(),
  deviations: z.int(),
  backOut: z.object({ startedAt: z.string(), endedAt: z.string().nullable(), minutes: z.int() }).nullable(),
  participants: z.array(person),
  version: z.int(),
});
export type RunRow = z.output<typeof runRow>;

/** What a run took for one step, from the history of that step. */
export const runStep = z.object({
  step: id,
  code: z.string(),
  title: z.string(),
  plannedMinutes: z.int().nullable(),
  state: z.string(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  /** Minutes from when it could be started until it was, and blocked and paused; null while unknown. */
  waited: z.number().nullable(),
  handsOn: z.number().nullable(),
  by: z.string().nullable(),
});

export const runView = runRow.extend({
  entries: z.array(runEntry),
  /** Its interruption that lasts. */
  interrupted: runEntry.nullable(),
  steps: z.array(runStep),
  backOutPlan: z.array(backOutRow),
  /** Required steps of the migration that are open. */
  open: z.array(z.object({ code: z.string(), title: z.string() })),
  /** What has to be decided before it can succeed; null when nothing has. */
  demanded: z.string().nullable(),
});
export type RunView = z.output<typeof runView>;

export const listRunsInput = z.object(inUpgrade);

/** What has to be rehearsed before production. */
export const rehearsalRules = z.object({
  pilotIn: z.enum(environmentKinds).exclude(["prod"]),
  volumeRatio: z.number("must be a number").min(0.01, "must be at least 0.01").max(1, "must be at most 1"),
  backOut: z.boolean(),
  parity: z.boolean(),
  forecast: z.boolean(),
  reserveMinutes: count(10_000),
  window: z.boolean(),
});
export type Rules = z.output<typeof rehearsalRules>;

export const setRehearsalInput = z.object({
  ...inUpgrade,
  version,
  rules: rehearsalRules.nullable().meta({ description: "Null: nothing has to be rehearsed" }),
  reason,
});
export const setRehearsalOutput = z.object({ version: z.int(), rules: rehearsalRules.nullable() });

export const runList = z.object({
  rules: rehearsalRules.nullable(),
  /** Of the upgrade: what setting the rules is done with. */
  version: z.int(),
  runs: z.array(runRow),
  /** Where a run can begin, with what stands against it. */
  environments: z.array(
    place.extend({
      kind: z.enum(environmentKinds),
      running: id.nullable(),
      closed: z.int().meta({ description: "Steps of the migration that are closed already" }),
      steps: z.int(),
      reasons: z.array(z.string()),
    }),
  ),
  members: z.array(person),
});
export type RunList = z.output<typeof runList>;
