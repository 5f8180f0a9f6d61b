import type { NewEvent } from "@/domain/event";
import { worstOf } from "@/domain/result-match";
import { decideRecord } from "@/domain/test-execution";
import type { WriteClient } from "@/lib/db";
import { notFound, refused } from "@/lib/errors";
import {
  failureNotices,
  loadRecordedCases,
  type NewExecution,
  recordPlace,
  storeExecutions,
} from "@/lib/executions";
import type { Resolution } from "../schema";
import { noteOf } from "./note";

/** A result as it waits in the inbox. */
export type Item = Awaited<ReturnType<WriteClient["importItem"]["findMany"]>>[number];

/** What is known of a stored result's outcome; only these come from files. */
const outcomes = {
  passed: "passed",
  failed: "failed",
  skipped: "skipped",
  blocked: "failed",
  not_run: "skipped",
} as const;

interface Recording {
  upgradeId: string;
  key: string;
  actorId: string;
  now: Date;
  newId: () => string;
  importId: string;
}

/** Records what one import says of cases that are known by now, in its own run: also when that was closed since, as they were executed before. */
export async function recordItems(
  tx: WriteClient,
  by: Recording,
  parts: readonly { testCaseId: string; items: Item[] }[],
  resolution: Resolution,
) {
  const first = parts[0]?.items[0];
  if (!first) return { recorded: 0, events: [], notices: [] };
  const environment = await tx.environment.findUniqueOrThrow({ where: { id: first.environmentId } });
  const run = await tx.testRun.findUniqueOrThrow({ where: { id: first.runId } });
  const place = await recordPlace(tx, by.upgradeId, environment, by.now);
  const cases = new Map(
    (await loadRecordedCases(tx, by.upgradeId, environment.id)).map((one) => [one.id, one]),
  );
  const executions: (NewExecution & { code: string; title: string })[] = [];
  for (const { testCaseId, items } of parts) {
    const found = cases.get(testCaseId);
    if (!found) throw notFound("test case");
    const results = items.map((item) => ({ ...item, result: outcomes[item.result] }));
    const worst = worstOf(results);
    const measured = resolution.as === "case" ? resolution.measured : null;
    const verdict = decideRecord(
      { ...found, environment: place },
      { result: worst.result, revision: found.revision, measured, executedAt: worst.executedAt, now: by.now },
    );
    if (!verdict.ok) throw refused(verdict.refusals);
    const timed = items.filter((item) => item.minutes !== null);
    executions.push({
      id: by.newId(),
      testCaseId,
      revision: found.revision,
      result: worst.result,
      measured,
      note: noteOf(results, worst),
      defectUrl: null,
      executedAt: worst.executedAt,
      minutes: timed.length === 0 ? null : timed.reduce((sum, item) => sum + (item.minutes ?? 0), 0),
      code: found.code,
      title: found.title,
    });
  }
  const where = {
    upgradeId: by.upgradeId,
    environmentId: environment.id,
    runId: run.id,
    executedById: by.actorId,
    importId: by.importId,
  };
  await storeExecutions(
    tx,
    where,
    executions.map(({ code: _, title: __, ...row }) => row),
    cases,
  );
  if (!place.started)
    await tx.environment.updateMany({
      where: { id: environment.id, startedAt: null },
      data: { startedAt: by.now },
    });
  const leads = await tx.member.findMany({
    where: { upgradeId: by.upgradeId, roles: { has: "lead" } },
    select: { userId: true },
  });
  const failed = executions
    .filter((one) => one.result === "failed")
    .flatMap((one) => cases.get(one.testCaseId) ?? []);
  return {
    recorded: executions.length,
    notices: failureNotices({
      upgrade: by.key,
      environment,
      failed,
      leads: leads.map(({ userId }) => userId),
      ownersKnow: false,
    }),
    events: executions.map(
      (one): NewEvent => ({
        type: "testExecution.recorded",
        subject: { type: "test_execution", id: one.id },
        environmentId: environment.id,
        data: {
          code: one.code,
          title: one.title,
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
}
