import type { ReadClient } from "@/lib/db";
import type { RunView } from "../schema";

type Row = Omit<RunView, "startedAt" | "closedAt"> & { startedAt: string; closedAt: string | null };

/** Runs with what their cases' latest executions say; one run, or all of the upgrade, newest first. */
export async function loadRuns(
  read: Pick<ReadClient, "$queryRaw">,
  upgradeId: string,
  runId: string | null,
): Promise<RunView[]> {
  const [answer] = await read.$queryRaw<{ runs: Row[] | null }[]>`
    WITH r AS (
      SELECT * FROM "TestRun" WHERE "upgradeId" = ${upgradeId}::uuid AND (${runId}::uuid IS NULL OR id = ${runId}::uuid)
    ), latest AS (
      SELECT DISTINCT ON (x."runId", x."testCaseId") x."runId", x.result FROM "TestExecution" x JOIN r ON r.id = x."runId"
      ORDER BY x."runId", x."testCaseId", x."executedAt" DESC, x.id DESC
    ), counts AS (
      SELECT "runId", count(*) AS done, count(*) FILTER (WHERE result = 'passed') AS passed, count(*) FILTER (WHERE result = 'failed') AS failed,
        count(*) FILTER (WHERE result = 'blocked') AS blocked, count(*) FILTER (WHERE result = 'skipped') AS skipped
      FROM latest GROUP BY "runId"
    ), wanted AS (
      SELECT e.id, count(c.id) AS cases FROM "Environment" e LEFT JOIN "TestCase" c ON c."upgradeId" = e."upgradeId" AND c."archivedAt" IS NULL
        AND (cardinality(c."environmentKinds") = 0 OR e.kind = ANY (c."environmentKinds"))
      WHERE e."upgradeId" = ${upgradeId}::uuid GROUP BY e.id
    )
    SELECT json_agg(json_build_object('id', r.id, 'number', r.number, 'title', r.title, 'version', r.version,
      'environment', json_build_object('id', e.id, 'key', e.key, 'name', e.name), 'startedAt', r."startedAt", 'closedAt', r."closedAt",
      'startedBy', (SELECT name FROM "User" WHERE id = r."createdById"),
      'counts', json_build_object('passed', coalesce(counts.passed, 0), 'failed', coalesce(counts.failed, 0), 'blocked', coalesce(counts.blocked, 0), 'skipped', coalesce(counts.skipped, 0)),
      'cases', wanted.cases, 'done', coalesce(counts.done, 0),
      'imports', (SELECT count(*) FROM "TestImport" i WHERE i."runId" = r.id)) ORDER BY (r."closedAt" IS NOT NULL), r."startedAt" DESC, r.number DESC) AS runs
    FROM r JOIN "Environment" e ON e.id = r."environmentId" JOIN wanted ON wanted.id = e.id LEFT JOIN counts ON counts."runId" = r.id`;
  const iso = (time: string) => new Date(time).toISOString();
  return (answer?.runs ?? []).map((run) => ({
    ...run,
    startedAt: iso(run.startedAt),
    closedAt: run.closedAt === null ? null : iso(run.closedAt),
  }));
}
