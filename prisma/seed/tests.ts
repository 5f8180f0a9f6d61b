import { importResults } from "@/features/test-imports/commands/results";
import { recordExecutions } from "@/features/test-runs/commands/record";
import { closeRun, startRun } from "@/features/test-runs/commands/runs";
import { getRun } from "@/features/test-runs/queries/runs";
import type { NewExecutionInput, RunCase } from "@/features/test-runs/schema";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import { junitFile, type Reported } from "./files";
import type { Person } from "./people";
import type { Teller } from "./teller";
import { hashOf } from "./workday";

/** Figures measured on thresholds, by the title of the case; what isn't named lies a tenth on the good side. */
export type Measured = Readonly<Record<string, number>>;

/** An execution that passed, with a figure where the case has a threshold. */
export function passed(one: RunCase, measured: Measured = {}): NewExecutionInput {
  const { threshold } = one;
  const usual = threshold && threshold.value * (threshold.direction === "at_least" ? 1.1 : 0.7);
  return {
    testCase: one.code,
    result: "passed",
    minutes: 2 + (hashOf(one.code) % 14),
    ...(threshold && { measured: measured[one.title] ?? Math.round((usual ?? 0) * 10) / 10 }),
  };
}

/** The case of this title; the story fails when the playbook no longer has it. */
export function caseNamed(list: readonly RunCase[], title: string): RunCase {
  const found = list.find((one) => one.title === title);
  if (!found) throw new Error(`The story asks for a test case “${title}”`);
  return found;
}

/** Starts a run and answers its cases. */
export async function begin(tell: Teller, who: Person, environment: string, title: string, now: Date) {
  const upgrade = tell.key;
  const run = await execute(startRun, who, { upgrade, environment, title }, { now: tell.clock(now) });
  const { list } = await answer(getRun, who, { upgrade, run: run.id }, { now });
  return { run, list };
}

export const record = (tell: Teller, who: Person, run: string, executions: NewExecutionInput[], now: Date) =>
  execute(recordExecutions, who, { upgrade: tell.key, run, executions }, { now: tell.clock(now) });

export const close = (tell: Teller, who: Person, run: { id: string; version: number }, now: Date) =>
  execute(closeRun, who, { upgrade: tell.key, run: run.id, version: run.version }, { now: tell.clock(now) });

/** Imports a file of a pipeline into a run: the cases by their codes, and what else it reported. */
export async function importRun(
  tell: Teller,
  who: Person,
  given: { environment: string; run: string; file: string; suite: string; cases: readonly RunCase[] },
  now: Date,
  more: { failures?: Readonly<Record<string, string>>; unknown?: readonly Reported[] } = {},
) {
  const known = given.cases.map((one): Reported => {
    const failure = more.failures?.[one.title];
    const [group = ""] = one.useCase.split(" ");
    return {
      name: `${one.code} ${one.title}`,
      className: `upgrade.${group.toLowerCase().replace("-", "")}`,
      seconds: 1 + (hashOf(one.title) % 40),
      ...(failure && { failure }),
    };
  });
  const started = new Date(now.getTime() - 40 * 60_000);
  const file = junitFile(given.file, given.suite, started, [...known, ...(more.unknown ?? [])]);
  const { environment, run } = given;
  return execute(importResults, who, { upgrade: tell.key, environment, run, file }, { now: tell.clock(now) });
}
