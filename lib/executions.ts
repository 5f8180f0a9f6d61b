import { canStartBehind } from "@/domain/gate";
import type { Threshold } from "@/domain/test-case";
import { becomesLatest, type TestResult } from "@/domain/test-execution";
import type { WriteClient } from "@/lib/db";
import type { Notice } from "@/lib/notices";
import { paths } from "@/lib/paths";
import { freshFacts, presentOf } from "@/lib/present";

/** What recording an execution needs to know of a case in one environment. */
export interface RecordedCase {
  id: string;
  code: string;
  title: string;
  revision: number;
  required: boolean;
  ownerId: string | null;
  archived: boolean;
  threshold: Threshold | null;
  latest: { result: TestResult; executedAt: Date } | null;
}

type CaseTuple = [
  id: string,
  code: string,
  title: string,
  revision: number,
  required: boolean,
  ownerId: string | null,
  archived: boolean,
  threshold: number | null,
  unit: string | null,
  direction: Threshold["direction"] | null,
  result: TestResult | null,
  executedAt: string | null,
];

/** Every case of the upgrade, archived ones included, with its current threshold and where it stands in the environment. */
export async function loadRecordedCases(
  tx: Pick<WriteClient, "$queryRaw">,
  upgradeId: string,
  environmentId: string,
): Promise<RecordedCase[]> {
  const [row] = await tx.$queryRaw<{ cases: CaseTuple[] | null }[]>`
    SELECT json_agg(json_build_array(c.id, c.code, c.title, c.revision, c.required, c."ownerId", c."archivedAt" IS NOT NULL,
      r.threshold, r.unit, r.direction, t.result, t."executedAt")) AS cases
    FROM "TestCase" c
    JOIN "TestCaseRevision" r ON r."testCaseId" = c.id AND r.revision = c.revision
    LEFT JOIN "TestStanding" t ON t."testCaseId" = c.id AND t."environmentId" = ${environmentId}::uuid
    WHERE c."upgradeId" = ${upgradeId}::uuid`;
  return (row?.cases ?? []).map(
    ([
      id,
      code,
      title,
      revision,
      required,
      ownerId,
      archived,
      value,
      unit,
      direction,
      result,
      executedAt,
    ]) => ({
      id,
      code,
      title,
      revision,
      required,
      ownerId,
      archived,
      threshold: value !== null && direction !== null ? { value, unit: unit ?? "", direction } : null,
      latest: result !== null && executedAt !== null ? { result, executedAt: new Date(executedAt) } : null,
    }),
  );
}

/** An execution about to be stored. */
export interface NewExecution {
  id: string;
  testCaseId: string;
  revision: number;
  result: TestResult;
  measured: number | null;
  minutes: number | null;
  note: string;
  defectUrl: string | null;
  executedAt: Date;
}

/**
 * Stores executions and brings the standing of their cases up to date. Thousands cost three round trips: they travel as
 * one JSON value each. Answers how many are older than what was there, and so change no standing.
 */
export async function storeExecutions(
  tx: WriteClient,
  place: {
    upgradeId: string;
    environmentId: string;
    runId: string;
    executedById: string;
    importId: string | null;
  },
  executions: readonly NewExecution[],
  cases: ReadonlyMap<string, RecordedCase>,
): Promise<{ older: number }> {
  if (executions.length === 0) return { older: 0 };
  const { upgradeId, environmentId, runId, executedById, importId } = place;
  await tx.$executeRaw`
    INSERT INTO "TestExecution" (id, "upgradeId", "environmentId", "runId", "testCaseId", revision, result, measured, minutes, note, "defectUrl", "executedById", "executedAt", "importId")
    SELECT x.id, ${upgradeId}::uuid, ${environmentId}::uuid, ${runId}::uuid, x."testCaseId", x.revision, x.result::"TestResult", x.measured, x.minutes, x.note, x."defectUrl",
      ${executedById}::uuid, x."executedAt", ${importId}::uuid
    FROM jsonb_to_recordset(${JSON.stringify(executions)}::jsonb) AS x(id uuid, "testCaseId" uuid, revision int, result text, measured float8, minutes float8, note text,
      "defectUrl" text, "executedAt" timestamptz)`;
  const latest = new Map<string, NewExecution>();
  let older = 0;
  for (const execution of executions) {
    const before = latest.get(execution.testCaseId) ?? cases.get(execution.testCaseId)?.latest ?? null;
    if (becomesLatest(execution.executedAt, before)) latest.set(execution.testCaseId, execution);
    else older += 1;
  }
  const standings = [...latest.values()].map(({ id, testCaseId, result, revision, executedAt }) => ({
    id,
    testCaseId,
    result,
    revision,
    executedAt,
  }));
  await tx.$executeRaw`
    INSERT INTO "TestStanding" ("environmentId", "testCaseId", "executionId", result, revision, "executedAt", "executedById")
    SELECT ${environmentId}::uuid, x."testCaseId", x.id, x.result::"TestResult", x.revision, x."executedAt", ${executedById}::uuid
    FROM jsonb_to_recordset(${JSON.stringify(standings)}::jsonb) AS x(id uuid, "testCaseId" uuid, result text, revision int, "executedAt" timestamptz)
    ON CONFLICT ("environmentId", "testCaseId") DO UPDATE SET "executionId" = EXCLUDED."executionId", result = EXCLUDED.result,
      revision = EXCLUDED.revision, "executedAt" = EXCLUDED."executedAt", "executedById" = EXCLUDED."executedById"`;
  return { older };
}

/** Where executions are recorded, as the rules take it. */
export interface RecordPlace {
  name: string;
  started: boolean;
  entryOpen: boolean;
}

/** Whether tests may run in an environment this moment. An environment that has started stays open, so its gate is only judged before. */
export async function recordPlace(
  tx: WriteClient,
  upgradeId: string,
  environment: { id: string; key: string; name: string; startedAt: Date | null },
  now: Date,
): Promise<RecordPlace> {
  const { name, startedAt } = environment;
  if (startedAt !== null) return { name, started: true, entryOpen: true };
  const present = await presentOf(freshFacts(tx, upgradeId), now, [environment.key]);
  const entry =
    present.environments.find((one) => one.environment.id === environment.id)?.entry.state ?? "shut";
  return { name, started: false, entryOpen: canStartBehind(entry, { startedAt }) };
}

/**
 * Notices of required cases that fail now and didn't before: each owner hears of theirs, the leads of all, in one notice
 * each. `ownersKnow` for executions of this very moment, whose owners the settling tells.
 */
export function failureNotices(facts: {
  upgrade: string;
  environment: { key: string; name: string };
  /** Required cases with a failed execution that is their latest. */
  failed: readonly RecordedCase[];
  leads: readonly string[];
  ownersKnow: boolean;
}): Notice[] {
  const { upgrade, environment, leads } = facts;
  const fresh = facts.failed.filter((one) => one.required && one.latest?.result !== "failed");
  const byPerson = new Map<string, RecordedCase[]>(
    fresh.length > 0 ? leads.map((lead) => [lead, [...fresh]]) : [],
  );
  for (const one of fresh) {
    if (one.ownerId === null || facts.ownersKnow || leads.includes(one.ownerId)) continue;
    byPerson.set(one.ownerId, [...(byPerson.get(one.ownerId) ?? []), one]);
  }
  return [...byPerson].map(([person, cases]) => {
    const [first] = cases;
    const one = cases.length === 1 && first;
    return {
      kind: "blocker_mine",
      to: [person],
      title: one
        ? `Required test ${one.code} “${one.title}” failed in ${environment.name}`
        : `${cases.length} required tests failed in ${environment.name}: ${cases
            .slice(0, 3)
            .map(({ code }) => code)
            .join(", ")}${cases.length > 3 ? " …" : ""}`,
      href: one
        ? paths.testCase(upgrade, one.code)
        : paths.matrix(upgrade, { show: "failed", environment: environment.key }),
    };
  });
}
