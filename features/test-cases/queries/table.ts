import type { EnvironmentKind } from "@/domain/environment";
import { isRunIn, type ThresholdDirection } from "@/domain/test-case";
import { caseStanding, type TestResult } from "@/domain/test-execution";
import type { Priority, UseCaseKind } from "@/domain/use-case";
import type { ReadClient } from "@/lib/db";
import type { StandingCounts } from "../schema";

export interface TableEnvironment {
  id: string;
  key: string;
  name: string;
  kind: EnvironmentKind;
  counts: StandingCounts;
}

export interface TableUseCase {
  id: string;
  code: string;
  title: string;
  description: string;
  kind: UseCaseKind;
  priority: Priority;
  ownerId: string | null;
  reason: string;
  archivedAt: string | null;
  version: number;
}

export interface TableCase {
  id: string;
  code: string;
  title: string;
  /** Index in the use cases. */
  home: number;
  required: boolean;
  revision: number;
  ownerId: string | null;
  threshold: { value: number; unit: string; direction: ThresholdDirection } | null;
  archivedAt: string | null;
  /** See `cells` of the schema. */
  cells: string;
}

/** Use cases and cases with where each stands in every environment. */
export interface CaseTable {
  environments: TableEnvironment[];
  useCases: TableUseCase[];
  cases: TableCase[];
}

type CaseTuple = [
  id: string,
  code: string,
  title: string,
  home: number,
  required: boolean,
  revision: number,
  ownerId: string | null,
  threshold: number | null,
  unit: string | null,
  direction: ThresholdDirection | null,
  archivedAt: string | null,
  kinds: EnvironmentKind[] | null,
];
/** Index of the case, position of the environment, first letter of the result, revision carried out, time in ms. */
type StandingTuple = [at: number, position: number, letter: string, revision: number, executedAt: number];

const results: Readonly<Record<string, TestResult>> = {
  p: "passed",
  f: "failed",
  b: "blocked",
  s: "skipped",
  n: "not_run",
};

/** Reads the table in one round trip: thousands of standings travel as short arrays, and the rules judge them here. */
export async function loadTable(
  read: Pick<ReadClient, "$queryRaw">,
  upgradeId: string,
  withArchived: boolean,
): Promise<CaseTable> {
  const [row] = await read.$queryRaw<
    {
      environments: (Omit<TableEnvironment, "counts"> & { changedAt: string | null })[];
      use_cases: TableUseCase[];
      cases: CaseTuple[];
      standings: StandingTuple[];
    }[]
  >`
    WITH u AS (
      SELECT *, row_number() OVER (ORDER BY length(code), code) - 1 AS at FROM "UseCase"
      WHERE "upgradeId" = ${upgradeId}::uuid AND (${withArchived} OR "archivedAt" IS NULL)
    ), c AS (
      SELECT t.*, u.at AS home, row_number() OVER (ORDER BY u.at, length(t.code), t.code) - 1 AS at FROM "TestCase" t JOIN u ON u.id = t."useCaseId"
      WHERE t."upgradeId" = ${upgradeId}::uuid AND (${withArchived} OR t."archivedAt" IS NULL)
    )
    SELECT
      (SELECT coalesce(json_agg(json_build_object('id', id, 'key', key, 'name', name, 'kind', kind, 'changedAt', "changedAt") ORDER BY position), '[]')
        FROM "Environment" WHERE "upgradeId" = ${upgradeId}::uuid) AS environments,
      (SELECT coalesce(json_agg(json_build_object('id', id, 'code', code, 'title', title, 'description', description, 'kind', kind, 'priority', priority,
        'ownerId', "ownerId", 'reason', reason, 'archivedAt', "archivedAt", 'version', version) ORDER BY at), '[]') FROM u) AS use_cases,
      (SELECT coalesce(json_agg(json_build_array(c.id, c.code, c.title, c.home, c.required, c.revision, c."ownerId", r.threshold, r.unit, r.direction, c."archivedAt",
        CASE WHEN cardinality(c."environmentKinds") > 0 THEN to_json(c."environmentKinds") END) ORDER BY c.at), '[]')
        FROM c JOIN "TestCaseRevision" r ON r."testCaseId" = c.id AND r.revision = c.revision) AS cases,
      (SELECT coalesce(json_agg(json_build_array(c.at, e.position, left(s.result::text, 1), s.revision, floor(extract(epoch FROM s."executedAt") * 1000))), '[]')
        FROM c JOIN "TestStanding" s ON s."testCaseId" = c.id JOIN "Environment" e ON e.id = s."environmentId") AS standings`;
  if (!row) throw new Error(`There is no upgrade ${upgradeId}`);
  const environments = row.environments.map(({ changedAt, ...environment }) => ({
    environment: { ...environment, counts: noCounts() },
    changedAt: changedAt === null ? null : new Date(changedAt),
  }));
  const standings: (StandingTuple | undefined)[][] = row.cases.map(() => []);
  for (const tuple of row.standings) {
    const list = standings[tuple[0]];
    if (list) list[tuple[1]] = tuple;
  }
  const cases = row.cases.map(
    (
      [id, code, title, home, required, revision, ownerId, value, unit, direction, archivedAt, kinds],
      at,
    ): TableCase => {
      let cells = "";
      for (const [position, { environment, changedAt }] of environments.entries()) {
        const standing = standings[at]?.[position];
        const letter = standing?.[2] ?? "n";
        const result = results[letter] ?? "not_run";
        const latest = standing ? { result, revision: standing[3], executedAt: new Date(standing[4]) } : null;
        const { stale } = caseStanding(revision, latest, changedAt);
        const applies = isRunIn(kinds ?? [], environment.kind);
        cells += !applies && !standing ? "-" : stale ? letter.toUpperCase() : letter;
        if (applies && archivedAt === null) count(environment.counts, result, stale !== null, required);
      }
      const threshold = value !== null && direction ? { value, unit: unit ?? "", direction } : null;
      return { id, code, title, home, required, revision, ownerId, threshold, archivedAt, cells };
    },
  );
  return { environments: environments.map(({ environment }) => environment), useCases: row.use_cases, cases };
}

const noCounts = (): StandingCounts => ({
  passed: 0,
  failed: 0,
  blocked: 0,
  skipped: 0,
  not_run: 0,
  stale: 0,
  total: 0,
  required: 0,
  requiredPassing: 0,
});

function count(counts: StandingCounts, result: TestResult, stale: boolean, required: boolean): void {
  counts[result] += 1;
  counts.total += 1;
  if (stale) counts.stale += 1;
  if (required) counts.required += 1;
  if (required && result === "passed" && !stale) counts.requiredPassing += 1;
}
