import type { NewEvent } from "@/domain/event";
import { decideRecord } from "@/domain/test-execution";
import type { Refusal } from "@/domain/verdict";
import { upgradeCommand } from "@/lib/command";
import { notFound, refused } from "@/lib/errors";
import {
  failureNotices,
  loadRecordedCases,
  type NewExecution,
  type RecordedCase,
  recordPlace,
  storeExecutions,
} from "@/lib/executions";
import { recordInput, recordOutput } from "../schema";

/** Most refusals named in one answer; all of a batch would bury the first. */
const namedRefusals = 50;

/** Records one or many executions in a run. All or none: one that is refused refuses the call. */
export const recordExecutions = upgradeCommand({
  name: "testExecution.record",
  summary: "Record executions of test cases in a run, at most 1,000 at once",
  method: "POST",
  path: "/upgrades/{upgrade}/test-executions",
  creates: true,
  input: recordInput,
  output: recordOutput,
  run: async ({ tx, now, newId, upgrade, actor }, { upgrade: key, run: runId, executions: given }) => {
    const run = await tx.testRun.findFirst({
      where: { id: runId, upgradeId: upgrade.id },
      include: { environment: true },
    });
    if (!run) throw notFound("test run");
    const { environment } = run;
    if (run.closedAt)
      throw refused([
        {
          code: "run_closed",
          message: `Run ${run.number} in ${environment.name} is closed. Start another one.`,
        },
      ]);
    const cases = await loadRecordedCases(tx, upgrade.id, environment.id);
    const byReference = new Map(
      cases.flatMap(
        (one) =>
          [
            [one.id, one],
            [one.code, one],
          ] as const,
      ),
    );
    const place = await recordPlace(tx, upgrade.id, environment, now);

    const refusals: Refusal[] = [];
    const executions: (NewExecution & { case: RecordedCase })[] = [];
    for (const { testCase: reference, executedAt, revision, ...one } of given) {
      const found = byReference.get(reference) ?? byReference.get(reference.toUpperCase());
      if (!found) {
        refusals.push({ code: "unknown_case", message: `There is no test case ${reference} here.` });
        continue;
      }
      const at = executedAt === undefined ? now : new Date(executedAt);
      const verdict = decideRecord(
        { ...found, environment: place },
        { ...one, revision: revision ?? found.revision, executedAt: at, now },
      );
      if (!verdict.ok) refusals.push(...verdict.refusals);
      executions.push({
        ...one,
        id: newId(),
        testCaseId: found.id,
        revision: revision ?? found.revision,
        executedAt: at,
        case: found,
      });
    }
    if (refusals.length > 0) throw refused(distinct(refusals).slice(0, namedRefusals));

    const rows = apart(executions).map(({ case: _, ...row }) => row);
    const { older } = await storeExecutions(
      tx,
      { upgradeId: upgrade.id, environmentId: environment.id, runId, executedById: actor.id, importId: null },
      rows,
      new Map(cases.map((one) => [one.id, one])),
    );
    if (!place.started)
      await tx.environment.updateMany({
        where: { id: environment.id, startedAt: null },
        data: { startedAt: now },
      });

    const last = new Map(executions.map((one) => [one.testCaseId, one]));
    const failed = [...last.values()].filter((one) => one.result === "failed").map((one) => one.case);
    const leads = failed.some((one) => one.required)
      ? await tx.member.findMany({
          where: { upgradeId: upgrade.id, roles: { has: "lead" } },
          select: { userId: true },
        })
      : [];
    return {
      output: {
        run: runId,
        executions: executions.map((one) => ({
          id: one.id,
          testCase: one.testCaseId,
          code: one.case.code,
          revision: one.revision,
          result: one.result,
        })),
        older,
      },
      touched: [environment.id],
      notices: failureNotices({
        upgrade: key,
        environment,
        failed,
        leads: leads.map(({ userId }) => userId),
        ownersKnow: true,
      }),
      events: executions.map(
        (one): NewEvent => ({
          type: "testExecution.recorded",
          subject: { type: "test_execution", id: one.id },
          environmentId: environment.id,
          data: {
            code: one.case.code,
            title: one.case.title,
            environment: environment.name,
            run: run.number,
            revision: one.revision,
            result: one.result,
            measured: one.measured,
            note: one.note.slice(0, 500),
          },
        }),
      ),
    };
  },
});

/** Several executions of one case at one moment were made in the order given: each earlier one a millisecond before the next. */
function apart<E extends { testCaseId: string; executedAt: Date }>(executions: readonly E[]): E[] {
  const after = new Map<string, number>();
  return [...executions]
    .reverse()
    .map((one) => {
      const key = `${one.testCaseId} ${one.executedAt.getTime()}`;
      const later = after.get(key) ?? 0;
      after.set(key, later + 1);
      return later === 0 ? one : { ...one, executedAt: new Date(one.executedAt.getTime() - later) };
    })
    .reverse();
}

const distinct = (refusals: readonly Refusal[]): Refusal[] => [
  ...new Map(refusals.map((refusal) => [refusal.message, refusal])).values(),
];
