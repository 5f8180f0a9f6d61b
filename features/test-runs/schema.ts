import { z } from "zod";
import { thresholdDirections } from "@/domain/test-case";
import { testResults } from "@/domain/test-execution";
import { reference } from "@/features/test-cases/schema";
import { environmentKey, id, moment, text, title, upgradeKey, version, webAddress } from "@/lib/fields";

export const startRunInput = z.object({ upgrade: upgradeKey, environment: environmentKey, title: title() });
export const closeRunInput = z.object({ upgrade: upgradeKey, run: id, version });
export const changedRun = z.object({ id, number: z.int(), version: z.int() });

/** What people record; "not run" is what is left. */
export const recordableResults = testResults.filter((result) => result !== "not_run");

const amount = z.number("is no number").finite();

export const newExecution = z.object({
  testCase: reference,
  /** The revision the tester had before them; left out: the current one. */
  revision: z.int().min(1).optional(),
  result: z.enum(recordableResults),
  measured: amount.nullable().default(null).meta({ description: "In the unit of the threshold" }),
  minutes: amount.min(0).max(100_000).nullable().default(null),
  note: text().default(""),
  defectUrl: webAddress.nullable().default(null),
  /** Left out: now. */
  executedAt: moment.optional(),
});
export type NewExecutionInput = z.input<typeof newExecution>;

/** Most executions of one call. */
export const batchLimit = 1_000;

export const recordInput = z.object({
  upgrade: upgradeKey,
  run: id,
  executions: z
    .array(newExecution)
    .min(1, "record at least one")
    .max(batchLimit, `records at most ${batchLimit} at once`),
});

export const recordOutput = z.object({
  run: id,
  executions: z.array(
    z.object({ id, testCase: id, code: z.string(), revision: z.int(), result: z.enum(testResults) }),
  ),
  /** How many are older than what was recorded before, and so don't count. */
  older: z.int(),
});

export const retractInput = z.object({ upgrade: upgradeKey, execution: id });
export const retractOutput = z.object({ execution: id, testCase: id });

const counts = z.object({ passed: z.int(), failed: z.int(), blocked: z.int(), skipped: z.int() });
const environment = z.object({ id, key: z.string(), name: z.string() });

export const runView = z.object({
  id,
  number: z.int(),
  title: z.string(),
  environment,
  startedAt: z.string(),
  startedBy: z.string(),
  closedAt: z.string().nullable(),
  version: z.int(),
  /** Latest execution of each case in this run. */
  counts,
  /** Active cases that are run in the environment, and how many of them this run has. */
  cases: z.int(),
  done: z.int(),
  imports: z.int(),
});
export type RunView = z.output<typeof runView>;

export const listRunsOutput = z.object({ runs: z.array(runView) });

export const runCase = z.object({
  id,
  code: z.string(),
  title: z.string(),
  useCase: z.string(),
  required: z.boolean(),
  revision: z.int(),
  steps: z.string(),
  expected: z.string(),
  threshold: z
    .object({ value: z.number(), unit: z.string(), direction: z.enum(thresholdDirections) })
    .nullable(),
  /** In this run; null when not run yet. */
  latest: z
    .object({
      id,
      result: z.enum(testResults),
      revision: z.int(),
      measured: z.number().nullable(),
      minutes: z.number().nullable(),
      note: z.string(),
      defectUrl: z.string().nullable(),
      by: z.string(),
      at: z.string(),
      times: z.int(),
    })
    .nullable(),
});
export type RunCase = z.output<typeof runCase>;

export const getRunOutput = runView.extend({
  list: z.array(runCase),
  /** Why nothing can be recorded here now, in the rules' own sentence; null when it can. */
  shut: z.string().nullable(),
});
export type RunDetails = z.output<typeof getRunOutput>;
