import type { EnvironmentKind } from "@/domain/environment";
import { isRunIn, type ThresholdDirection } from "@/domain/test-case";
import { caseStanding, type TestResult } from "@/domain/test-execution";
import type { Priority, UseCaseKind } from "@/domain/use-case";
import type { ReadClient } from "@/lib/db";
import type { SavedFacts } from "@/lib/saved-facts";
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

export interface CaseDetails {
  id: string;
  ownerId: string | null;
  threshold: { value: number; unit: string; direction: ThresholdDirection } | null;
  archivedAt: string | null;
}

export interface TableCase {
  code: string;
  title: string;
  /** Index in the use cases. */
  home: number;
  required: boolean;
  revision: number;
  /** Null when they weren't asked for. */
  details: CaseDetails | null;
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
  code: string,
  title: string,
  home: number,
  required: boolean,
  revision: number,
  kinds: EnvironmentKind[] | null,
  details: DetailsTuple | null,
];
type DetailsTuple = [
  id: string,
  ownerId: string | null,
  threshold: number | null,
  unit: string | null,
  direction: ThresholdDirection | null,
  archivedAt: string | null,
];

const results: Readonly<Record<string, TestResult>> = {
  p: "passed",
  f: "failed",
  b: "blocked",
  s: "skipped",
  n: "not_run",
};

/** Standings as columns of text: PostgreSQL builds ten thousand small JSON arrays three times slower. Null when there are none. */
interface StandingColumns {
  at: string | null;
  position: string | null;
  letters: string | null;
  revision: string | null;
  time: string | null;
}

interface TableStanding {
  /** First letter of the result. */
  letter: string;
  /** Revision carried out. */
  revision: number;
  executedAt: Date;
}

/** Standings by case and environment position. */
function standingsOf(columns: StandingColumns, cases: number): (TableStanding | undefined)[][] {
  const standings: (TableStanding | undefined)[][] = Array.from({ length: cases }, () => []);
  const numbers = (text: string | null) => (text ? text.split(",").map(Number) : []);
  const [positions, revisions, times] = [columns.position, columns.revision, columns.time].map(numbers);
  for (const [index, at] of numbers(columns.at).entries()) {
    const list = standings[at];
    const position = positions?.[index];
    if (!list || position === undefined) continue;
    list[position] = {
      letter: columns.letters?.[index] ?? "n",
      revision: revisions?.[index] ?? 0,
      executedAt: new Date(times?.[index] ?? 0),
    };
  }
  return standings;
}

/** Reads the table in one round trip: thousands of standings travel as short arrays, and the rules judge them here. */
export async function loadTable(
  read: Pick<ReadClient, "$queryRaw">,
  upgradeId: string,
  { archived: withArchived, details: withDetails }: { archived: boolean; details: boolean },
): Promise<CaseTable> {
  const [row] = await read.$queryRaw<
    {
      environments: (Omit<TableEnvironment, "counts"> & { changedAt: string | null })[];
      use_cases: TableUseCase[];
      cases: CaseTuple[];
      standings: StandingColumns;
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
      (SELECT coalesce(json_agg(json_build_array(c.code, c.title, c.home, c.required, c.revision,
        CASE WHEN cardinality(c."environmentKinds") > 0 THEN to_json(c."environmentKinds") END,
        CASE WHEN ${withDetails} THEN json_build_array(c.id, c."ownerId", r.threshold, r.unit, r.direction, c."archivedAt") END) ORDER BY c.at), '[]')
        FROM c LEFT JOIN "TestCaseRevision" r ON ${withDetails} AND r."testCaseId" = c.id AND r.revision = c.revision) AS cases,
      (SELECT json_build_object('at', array_to_string(array_agg(c.at), ','), 'position', array_to_string(array_agg(e.position), ','),
          'letters', string_agg(left(s.result::text, 1), ''), 'revision', array_to_string(array_agg(s.revision), ','),
          'time', array_to_string(array_agg((date_part('epoch', s."executedAt") * 1000)::int8), ','))
        FROM c JOIN "TestStanding" s ON s."testCaseId" = c.id JOIN "Environment" e ON e.id = s."environmentId") AS standings`;
  if (!row) throw new Error(`There is no upgrade ${upgradeId}`);
  const environments = row.environments.map(({ changedAt, ...environment }) => ({
    environment: { ...environment, counts: noCounts() },
    changedAt: changedAt === null ? null : new Date(changedAt),
  }));
  const standings = standingsOf(row.standings, row.cases.length);
  const cases = row.cases.map(([code, title, home, required, revision, kinds, more], at): TableCase => {
    const archived = more !== null && more[5] !== null;
    let cells = "";
    for (const [position, { environment, changedAt }] of environments.entries()) {
      const standing = standings[at]?.[position];
      const letter = standing?.letter ?? "n";
      const result = results[letter] ?? "not_run";
      const latest = standing
        ? { result, revision: standing.revision, executedAt: standing.executedAt }
        : null;
      const { stale } = caseStanding(revision, latest, changedAt);
      const applies = isRunIn(kinds ?? [], environment.kind);
      cells += !applies && !standing ? "-" : stale ? letter.toUpperCase() : letter;
      if (applies && !archived) count(environment.counts, result, stale !== null, required);
    }
    return { code, title, home, required, revision, details: more && detailsOf(more), cells };
  });
  return { environments: environments.map(({ environment }) => environment), useCases: row.use_cases, cases };
}

/** The active cases without details, remembered between two changes of the upgrade. */
export const savedTable = ({ once }: SavedFacts, read: Pick<ReadClient, "$queryRaw">, upgradeId: string) =>
  once("table of cases", () => loadTable(read, upgradeId, { archived: false, details: false }));

function detailsOf([id, ownerId, value, unit, direction, archivedAt]: DetailsTuple): CaseDetails {
  const threshold = value !== null && direction ? { value, unit: unit ?? "", direction } : null;
  return { id, ownerId, threshold, archivedAt };
}

const noCounts = (): StandingCounts => ({
  passed: 0,
  stalePasses: 0,
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
  if (stale && result === "passed") counts.stalePasses += 1;
  else counts[result] += 1;
  counts.total += 1;
  if (stale) counts.stale += 1;
  if (required) counts.required += 1;
  if (required && result === "passed" && !stale) counts.requiredPassing += 1;
}
