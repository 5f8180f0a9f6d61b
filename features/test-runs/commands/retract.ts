import type { EventType } from "@/domain/event";
import { decideRetract } from "@/domain/test-execution";
import { upgradeCommand } from "@/lib/command";
import type { WriteClient } from "@/lib/db";
import { notFound, refused } from "@/lib/errors";
import { retractInput, retractOutput } from "../schema";

/** Events after which an environment can't be as if nobody had ever worked in it. */
const begun: EventType[] = [
  "step.started",
  "step.finished",
  "testExecution.recorded",
  "testResults.imported",
];

/**
 * Takes back one's own execution within seconds, as if it had never been recorded: nobody is ruled out of a gate by a
 * slip of the hand. What it said stays in history.
 */
export const retractExecution = upgradeCommand({
  name: "testExecution.retract",
  summary: "Take back an execution you recorded, within ten seconds",
  method: "POST",
  path: "/upgrades/{upgrade}/test-executions/{execution}/retract",
  input: retractInput,
  output: retractOutput,
  run: async ({ tx, now, upgrade, actor }, input) => {
    const row = await tx.testExecution.findFirst({
      where: { id: input.execution, upgradeId: upgrade.id },
      include: {
        run: { include: { environment: true } },
        testCase: { select: { id: true, code: true, title: true } },
        _count: { select: { evidence: true } },
      },
    });
    if (!row) throw notFound("test execution");
    const { run, testCase } = row;
    const { environment } = run;
    const recorded = await tx.auditEvent.findFirst({
      where: { chain: upgrade.id, subjectId: row.id, type: "testExecution.recorded" },
      select: { at: true },
    });
    const verdict = decideRetract({
      actorId: actor.id,
      now,
      code: testCase.code,
      recordedById: row.executedById,
      recordedAt: row.importId === null ? (recorded?.at ?? null) : null,
      runClosed: run.closedAt !== null,
      evidence: row._count.evidence,
    });
    if (!verdict.ok) throw refused(verdict.refusals);

    await tx.testExecution.delete({ where: { id: row.id } });
    await standAsBefore(tx, row);
    const at = recorded?.at ?? now;
    if (
      environment.startedAt?.getTime() === at.getTime() &&
      !(await isWorkedIn(tx, upgrade.id, environment.id, at))
    )
      await tx.environment.update({ where: { id: environment.id }, data: { startedAt: null } });
    return {
      output: { execution: row.id, testCase: testCase.id },
      touched: [environment.id],
      events: [
        {
          type: "testExecution.retracted",
          subject: { type: "test_execution", id: row.id },
          environmentId: environment.id,
          data: {
            code: testCase.code,
            title: testCase.title,
            environment: environment.name,
            run: run.number,
            revision: row.revision,
            result: row.result,
            measured: row.measured,
            note: row.note.slice(0, 500),
          },
        },
      ],
    };
  },
});

/** The case stands where its latest remaining execution left it; without one it was not run. */
async function standAsBefore(
  tx: WriteClient,
  { testCaseId, environmentId }: { testCaseId: string; environmentId: string },
) {
  const where = { environmentId_testCaseId: { environmentId, testCaseId } };
  const latest = await tx.testExecution.findFirst({
    where: { testCaseId, environmentId },
    orderBy: [{ executedAt: "desc" }, { id: "desc" }],
  });
  if (!latest) {
    await tx.testStanding.delete({ where });
    return;
  }
  const { id: executionId, result, revision, executedAt, executedById } = latest;
  await tx.testStanding.update({ where, data: { executionId, result, revision, executedAt, executedById } });
}

/** Whether anything else was begun or tested in an environment since it started; executions taken back don't count. */
async function isWorkedIn(
  tx: WriteClient,
  upgradeId: string,
  environmentId: string,
  since: Date,
): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ worked: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM "AuditEvent" a WHERE a.chain = ${upgradeId} AND a."environmentId" = ${environmentId} AND a.at >= ${since}
      AND a.type = ANY (${begun}) AND (a.type <> 'testExecution.recorded'
        OR EXISTS (SELECT 1 FROM "TestExecution" x WHERE x.id::text = a."subjectId"))) AS worked`;
  return row?.worked ?? true;
}
