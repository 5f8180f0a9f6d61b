import { z } from "zod";
import { undoSeconds } from "@/domain/step-change";
import { isRunIn } from "@/domain/test-case";
import { caseStanding } from "@/domain/test-execution";
import { loadNamedBy } from "@/features/references/queries";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { upgradeKey } from "@/lib/fields";
import { upgradeQuery } from "@/lib/read";
import { findTestCase } from "@/lib/test-cases";
import { reference, testCaseOutput } from "../schema";

const shown = 200;

/** A case with its revisions, where it stands, and its executions over all environments. */
export const getTestCase = upgradeQuery({
  name: "testCase.get",
  action: "test.view",
  summary: "One test case with revisions, standing and executions",
  path: "/upgrades/{upgrade}/test-cases/{testCase}",
  input: z.object({ upgrade: upgradeKey, testCase: reference }),
  output: testCaseOutput,
  run: async ({ read, upgrade, now }, input) => {
    const row = await findTestCase(read, upgrade, input.testCase);
    const [useCase, revisions, environments, standings, executions, total, mappings] = await Promise.all([
      read.useCase.findUniqueOrThrow({ where: { id: row.useCaseId } }),
      read.testCaseRevision.findMany({ where: { testCaseId: row.id }, orderBy: { revision: "desc" } }),
      read.environment.findMany({
        where: { upgradeId: upgrade.id },
        orderBy: { position: "asc" },
        include: { runs: { where: { closedAt: null }, orderBy: { number: "desc" }, take: 1 } },
      }),
      read.testStanding.findMany({ where: { testCaseId: row.id } }),
      read.testExecution.findMany({
        where: { testCaseId: row.id, upgradeId: upgrade.id },
        orderBy: [{ executedAt: "desc" }, { id: "desc" }],
        take: shown,
        include: {
          run: { select: { number: true } },
          _count: { select: { evidence: { where: { supersededById: null, withdrawnAt: null } } } },
        },
      }),
      read.testExecution.count({ where: { testCaseId: row.id, upgradeId: upgrade.id } }),
      read.caseMapping.findMany({
        where: { upgradeId: upgrade.id, testCaseId: row.id },
        orderBy: { externalName: "asc" },
        take: 100,
      }),
    ]);
    const ids = [
      row.ownerId,
      ...revisions.map((one) => one.createdById),
      ...executions.map((one) => one.executedById),
    ];
    const people = await read.user.findMany({
      where: { id: { in: ids.flatMap((id) => id ?? []) } },
      select: { id: true, name: true },
    });
    const person = (id: string) => people.find((one) => one.id === id) ?? { id, name: "Somebody" };
    const undoUntil = await undoable(read, upgrade, now);
    const latestRuns = await read.testExecution.findMany({
      where: { id: { in: standings.map((one) => one.executionId) } },
      select: { id: true, run: { select: { number: true } } },
    });
    return {
      id: row.id,
      code: row.code,
      title: row.title,
      required: row.required,
      environmentKinds: row.environmentKinds,
      reason: row.reason,
      owner: row.ownerId ? person(row.ownerId) : null,
      revision: row.revision,
      version: row.version,
      archivedAt: row.archivedAt?.toISOString() ?? null,
      useCase: {
        id: useCase.id,
        code: useCase.code,
        title: useCase.title,
        kind: useCase.kind,
        priority: useCase.priority,
        archived: useCase.archivedAt !== null,
      },
      revisions: revisions.map(
        ({ revision, title, steps, expected, threshold, unit, direction, createdAt, createdById }) => ({
          revision,
          title,
          steps,
          expected,
          createdAt: createdAt.toISOString(),
          createdBy: createdById ? person(createdById) : null,
          threshold:
            threshold !== null && direction ? { value: threshold, unit: unit ?? "", direction } : null,
        }),
      ),
      environments: environments.map(({ id, key, name, kind, changedAt, runs: [open] }) => {
        const latest = standings.find((one) => one.environmentId === id) ?? null;
        const run = latestRuns.find((one) => one.id === latest?.executionId)?.run;
        return {
          id,
          key,
          name,
          kind,
          applies: isRunIn(row.environmentKinds, kind),
          ...caseStanding(row.revision, latest, changedAt),
          executedAt: latest?.executedAt.toISOString() ?? null,
          revision: latest?.revision ?? null,
          run: run?.number ?? null,
          openRun: open ? { id: open.id, number: open.number, title: open.title } : null,
        };
      }),
      executions: executions.map(
        ({
          id,
          runId,
          run,
          environmentId,
          revision,
          result,
          measured,
          minutes,
          note,
          defectUrl,
          executedById,
          executedAt,
          importId,
          _count,
        }) => {
          const where = environments.find((one) => one.id === environmentId);
          return {
            id,
            runId,
            run: run.number,
            environment: { key: where?.key ?? "", name: where?.name ?? "" },
            revision,
            result,
            measured,
            minutes,
            note,
            defectUrl,
            executedBy: person(executedById),
            executedAt: executedAt.toISOString(),
            imported: importId !== null,
            evidence: _count.evidence,
            undoUntil: _count.evidence === 0 && importId === null ? (undoUntil.get(id) ?? null) : null,
          };
        },
      ),
      moreExecutions: Math.max(0, total - shown),
      mappings: mappings.map((one) => one.externalName),
      namedBy: await loadNamedBy(read, upgrade, row.code),
    };
  },
});

/** Until when the asker can take back what they recorded just now, by execution. */
async function undoable(
  read: Pick<ReadClient, "auditEvent">,
  { id, actor }: UpgradeScope,
  now: Date,
): Promise<Map<string, string>> {
  const recent = await read.auditEvent.findMany({
    where: { chain: id, type: "testExecution.recorded" },
    orderBy: { seq: "desc" },
    take: shown,
    select: { subjectId: true, actorId: true, at: true },
  });
  return new Map(
    recent.flatMap(({ subjectId, actorId, at }) => {
      const until = at.getTime() + undoSeconds * 1000;
      return actorId === actor.id && until > now.getTime()
        ? [[subjectId, new Date(until).toISOString()]]
        : [];
    }),
  );
}
