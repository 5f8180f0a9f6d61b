import { cleanFileName } from "@/domain/file-name";
import { matchResults, worstOf } from "@/domain/result-match";
import { decideRecord, shutOutText } from "@/domain/test-execution";
import { sha256 } from "@/lib/audit";
import { upgradeCommand } from "@/lib/command";
import type { Prisma, WriteClient } from "@/lib/db";
import { AppError, notFound, refused } from "@/lib/errors";
import {
  failureNotices,
  loadRecordedCases,
  type NewExecution,
  type RecordedCase,
  recordPlace,
  storeExecutions,
} from "@/lib/executions";
import { formatDateTime } from "@/lib/format";
import { junitLimit, parseJunit } from "@/lib/junit";
import type { JunitReport, JunitResult } from "@/lib/junit-collector";
import { importResultsInput, importResultsOutput } from "../schema";
import { storeItems } from "./items";
import { noteOf } from "./note";

const named = 100;

interface Prepared {
  report: JunitReport;
  sha256: string;
  fileName: string;
}

/** Imports a JUnit XML file into a run. Every result is either recorded or waits in the inbox; none is dropped. */
export const importResults = upgradeCommand({
  name: "testImport.results",
  summary: "Import test results from JUnit XML",
  method: "POST",
  path: "/upgrades/{upgrade}/test-imports/results",
  creates: true,
  input: importResultsInput,
  output: importResultsOutput,
  prepare: async ({ file }): Promise<Prepared> => {
    if (file.size > junitLimit)
      throw new AppError(
        "too_large",
        "The file is larger than 50 MiB. Split it by suite and import the parts.",
      );
    const bytes = new Uint8Array(await file.arrayBuffer());
    return { report: await parseJunit(bytes), sha256: sha256(bytes), fileName: cleanFileName(file.name) };
  },
  run: async ({ tx, now, newId, upgrade, actor, prepared }, input) => {
    const { report, fileName } = prepared;
    const environment = await tx.environment.findUnique({
      where: { upgradeId_key: { upgradeId: upgrade.id, key: input.environment } },
    });
    if (!environment) throw notFound("environment");
    await refuseKnownFile(tx, environment, prepared.sha256);
    const place = await recordPlace(tx, upgrade.id, environment, now);
    if (!place.entryOpen) throw refused([{ code: "gate_shut", message: shutOutText(environment.name) }]);
    const run = await openRun(tx, environment, input.run, input.title ?? fileName, {
      id: newId(),
      actorId: actor.id,
      now,
    });

    const cases = await loadRecordedCases(tx, upgrade.id, environment.id);
    const byId = new Map(cases.map((one) => [one.id, one]));
    const mappings = await tx.caseMapping.findMany({
      where: { upgradeId: upgrade.id },
      select: { externalName: true, testCaseId: true },
    });
    const { matched, unknown } = matchResults(report.results, {
      codes: new Map(cases.map((one) => [one.code, one.id])),
      mappings: new Map(mappings.map((one) => [one.externalName, one.testCaseId])),
    });

    const importId = newId();
    // What a file without times tells was executed before it was imported, not at that moment.
    const before = new Date(now.getTime() - 1);
    const executions: NewExecution[] = [];
    const waiting: { result: JunitResult; testCaseId: string | null; reason: string }[] = unknown.map(
      (result) => ({ result, testCaseId: null, reason: "" }),
    );
    const several: { code: string; results: number; result: JunitResult["result"] }[] = [];
    const notRecorded: { code: string; reason: string }[] = [];
    const failed: RecordedCase[] = [];
    const counts = {
      cases: report.results.length,
      matched: 0,
      unknown: 0,
      passed: 0,
      failed: 0,
      skipped: 0,
      testCases: 0,
    };
    for (const [id, results] of matched) {
      const found = byId.get(id);
      if (!found) throw new Error(`A mapping names the test case ${id}, which is not of this upgrade`);
      const worst = worstOf(results);
      const executedAt = worst.at === null || worst.at > before ? before : worst.at;
      const verdict = decideRecord(
        { ...found, environment: place },
        { result: worst.result, revision: found.revision, measured: worst.measured, executedAt, now },
      );
      if (!verdict.ok) {
        const reason = verdict.refusals.map((refusal) => refusal.message).join(" ");
        notRecorded.push({ code: found.code, reason });
        waiting.push(...results.map((result) => ({ result, testCaseId: id, reason })));
        continue;
      }
      const timed = results.filter((one) => one.minutes !== null);
      executions.push({
        id: newId(),
        testCaseId: id,
        revision: found.revision,
        result: worst.result,
        measured: worst.measured,
        minutes: timed.length === 0 ? null : timed.reduce((sum, one) => sum + (one.minutes ?? 0), 0),
        note: noteOf(results, worst),
        defectUrl: null,
        executedAt,
      });
      if (worst.result === "failed") failed.push(found);
      if (results.length > 1)
        several.push({ code: found.code, results: results.length, result: worst.result });
      counts.matched += results.length;
      for (const one of results) counts[one.result] += 1;
    }
    counts.unknown = waiting.length;
    counts.testCases = executions.length;

    await tx.testImport.create({
      data: {
        id: importId,
        upgradeId: upgrade.id,
        environmentId: environment.id,
        runId: run.id,
        fileName,
        sha256: prepared.sha256,
        counts: counts satisfies Prisma.InputJsonObject,
        createdById: actor.id,
        createdAt: now,
      },
    });
    const where = { upgradeId: upgrade.id, environmentId: environment.id, runId: run.id };
    const { older } = await storeExecutions(
      tx,
      { ...where, executedById: actor.id, importId },
      executions,
      byId,
    );
    await storeItems(tx, { ...where, importId, now }, waiting);
    if (!place.started && executions.length > 0)
      await tx.environment.updateMany({
        where: { id: environment.id, startedAt: null },
        data: { startedAt: now },
      });

    const leads = failed.some((one) => one.required)
      ? await tx.member.findMany({
          where: { upgradeId: upgrade.id, roles: { has: "lead" } },
          select: { userId: true },
        })
      : [];
    const { testCases: _, ...told } = counts;
    return {
      output: {
        id: importId,
        run: { id: run.id, number: run.number },
        environment: { key: environment.key, name: environment.name },
        fileName,
        counts,
        several: several.slice(0, named),
        severalMore: Math.max(0, several.length - named),
        notRecorded: notRecorded.slice(0, named),
        older,
        suiteErrors: report.suiteErrors,
      },
      touched: [environment.id],
      notices: failureNotices({
        upgrade: upgrade.key,
        environment,
        failed,
        leads: leads.map(({ userId }) => userId),
        ownersKnow: false,
      }),
      events: [
        ...run.events,
        {
          type: "testResults.imported",
          subject: { type: "test_import", id: importId },
          environmentId: environment.id,
          data: {
            fileName,
            sha256: prepared.sha256,
            environment: environment.name,
            run: run.number,
            ...told,
          },
        },
      ],
    };
  },
});

async function refuseKnownFile(tx: WriteClient, environment: { id: string; name: string }, hash: string) {
  const known = await tx.testImport.findUnique({
    where: { environmentId_sha256: { environmentId: environment.id, sha256: hash } },
  });
  if (!known) return;
  const by = await tx.user.findUnique({ where: { id: known.createdById }, select: { name: true } });
  const run = await tx.testRun.findUnique({ where: { id: known.runId }, select: { number: true } });
  throw new AppError(
    "duplicate",
    `${by?.name ?? "Somebody"} imported the same file (“${known.fileName}”) into ${environment.name} on ${formatDateTime(known.createdAt, "UTC")}, as run ${run?.number}. Its results are there already.`,
    { import: known.id },
  );
}

async function openRun(
  tx: WriteClient,
  environment: { id: string; name: string; upgradeId: string },
  wanted: string | undefined,
  title: string,
  made: { id: string; actorId: string; now: Date },
) {
  if (wanted !== undefined) {
    const run = await tx.testRun.findFirst({ where: { id: wanted, environmentId: environment.id } });
    if (!run) throw notFound("test run");
    if (run.closedAt)
      throw refused([
        {
          code: "run_closed",
          message: `Run ${run.number} in ${environment.name} is closed. Choose another one or a new one.`,
        },
      ]);
    return { id: run.id, number: run.number, events: [] };
  }
  const last = await tx.testRun.aggregate({
    where: { environmentId: environment.id },
    _max: { number: true },
  });
  const number = (last._max.number ?? 0) + 1;
  await tx.testRun.create({
    data: {
      id: made.id,
      upgradeId: environment.upgradeId,
      environmentId: environment.id,
      number,
      title,
      createdById: made.actorId,
      startedAt: made.now,
    },
  });
  return {
    id: made.id,
    number,
    events: [
      {
        type: "testRun.started" as const,
        subject: { type: "test_run" as const, id: made.id },
        environmentId: environment.id,
        data: { number, environment: environment.name, title },
      },
    ],
  };
}
