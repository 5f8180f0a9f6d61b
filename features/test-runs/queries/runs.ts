import { z } from "zod";
import { canStartBehind } from "@/domain/gate";
import type { ThresholdDirection } from "@/domain/test-case";
import { shutOutText, type TestResult } from "@/domain/test-execution";
import { notFound } from "@/lib/errors";
import { environmentKey, id, upgradeKey } from "@/lib/fields";
import { freshFacts, presentOf } from "@/lib/present";
import { upgradeQuery } from "@/lib/read";
import { getRunOutput, listRunsOutput, type RunCase } from "../schema";
import { loadRuns } from "./run-counts";

/** All runs, open ones first. */
export const listRuns = upgradeQuery({
  name: "testRun.list",
  action: "test.view",
  summary: "Test runs with their results",
  path: "/upgrades/{upgrade}/test-runs",
  input: z.object({
    upgrade: upgradeKey,
    environment: environmentKey.optional().meta({ description: "Only of this environment" }),
  }),
  output: listRunsOutput,
  run: async ({ read, upgrade }, { environment }) => {
    const runs = await loadRuns(read, upgrade.id, null);
    return {
      runs: environment === undefined ? runs : runs.filter((run) => run.environment.key === environment),
    };
  },
});

type CaseTuple = [
  id: string,
  code: string,
  title: string,
  useCase: string,
  required: boolean,
  revision: number,
  steps: string,
  expected: string,
  threshold: number | null,
  unit: string | null,
  direction: ThresholdDirection | null,
  execution: string | null,
  result: TestResult | null,
  of: number | null,
  measured: number | null,
  minutes: number | null,
  note: string | null,
  defectUrl: string | null,
  by: string | null,
  at: string | null,
  times: number | null,
];

/** A run with every case to carry out in it, and what came out so far. */
export const getRun = upgradeQuery({
  name: "testRun.get",
  action: "test.view",
  summary: "One test run with its cases and their latest executions in it",
  path: "/upgrades/{upgrade}/test-runs/{run}",
  input: z.object({ upgrade: upgradeKey, run: id }),
  output: getRunOutput,
  run: async ({ read, upgrade, now }, input) => {
    const [run] = await loadRuns(read, upgrade.id, input.run);
    if (!run) throw notFound("test run");
    const environment = await read.environment.findUniqueOrThrow({ where: { id: run.environment.id } });
    const [row] = await read.$queryRaw<{ list: CaseTuple[] | null }[]>`
      WITH latest AS (
        SELECT DISTINCT ON (x."testCaseId") x.*, w.name AS by, count(*) OVER (PARTITION BY x."testCaseId") AS times
        FROM "TestExecution" x JOIN "User" w ON w.id = x."executedById" WHERE x."runId" = ${run.id}::uuid
        ORDER BY x."testCaseId", x."executedAt" DESC, x.id DESC
      )
      SELECT json_agg(json_build_array(c.id, c.code, c.title, u.code || ' ' || u.title, c.required, c.revision, r.steps, r.expected, r.threshold, r.unit, r.direction,
        l.id, l.result, l.revision, l.measured, l.minutes, l.note, l."defectUrl", l.by, l."executedAt", l.times)
        ORDER BY length(u.code), u.code, length(c.code), c.code) AS list
      FROM "TestCase" c
      JOIN "UseCase" u ON u.id = c."useCaseId"
      JOIN "TestCaseRevision" r ON r."testCaseId" = c.id AND r.revision = c.revision
      LEFT JOIN latest l ON l."testCaseId" = c.id
      WHERE c."upgradeId" = ${upgrade.id}::uuid AND c."archivedAt" IS NULL
        AND (l.id IS NOT NULL OR cardinality(c."environmentKinds") = 0 OR ${environment.kind}::"EnvironmentKind" = ANY (c."environmentKinds"))`;
    let shut = run.closedAt ? `Run ${run.number} is closed. Start another one to record more.` : null;
    if (!shut && environment.startedAt === null) {
      const present = await presentOf(freshFacts(read, upgrade.id), now, [environment.key]);
      const entry =
        present.environments.find((one) => one.environment.id === environment.id)?.entry.state ?? "shut";
      if (!canStartBehind(entry, environment)) shut = shutOutText(environment.name);
    }
    return { ...run, shut, list: (row?.list ?? []).map(asRunCase) };
  },
});

function asRunCase(tuple: CaseTuple): RunCase {
  const [
    id,
    code,
    title,
    useCase,
    required,
    revision,
    steps,
    expected,
    value,
    unit,
    direction,
    execution,
    result,
    of,
    measured,
    minutes,
    note,
    defectUrl,
    by,
    at,
    times,
  ] = tuple;
  return {
    id,
    code,
    title,
    useCase,
    required,
    revision,
    steps,
    expected,
    threshold: value !== null && direction ? { value, unit: unit ?? "", direction } : null,
    latest:
      execution && result && of !== null && at
        ? {
            id: execution,
            result,
            revision: of,
            measured,
            minutes,
            note: note ?? "",
            defectUrl,
            by: by ?? "Somebody",
            at: new Date(at).toISOString(),
            times: times ?? 1,
          }
        : null,
  };
}
