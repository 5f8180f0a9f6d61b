import type { EnvironmentKind } from "@/domain/environment";
import type { GateCase, GateStep } from "@/domain/gate-facts";
import type { GateKind } from "@/domain/gate-kind";
import { resolveNeededBy } from "@/domain/needed-by";
import type { Work } from "@/domain/sign-off";
import type { StepPart } from "@/domain/step";
import type { ReadClient } from "@/lib/db";
import type { EnvironmentRow, UpgradeFacts } from "@/lib/facts";

type Client = Pick<ReadClient, "$queryRaw">;

/** A step with what the environment's status needs of it. */
export interface FactStep extends GateStep {
  part: StepPart;
}

/** What one environment adds: its steps, the plan's steps that one of its gates needs, its test cases. */
export interface EnvironmentGateFacts {
  steps: FactStep[];
  cases: GateCase[];
}

type StepTuple = [
  id: string,
  code: string,
  title: string,
  environmentId: string | null,
  gate: GateKind,
  state: FactStep["state"],
  required: boolean,
  evidenceRequired: FactStep["evidenceRequired"],
  evidenceKinds: FactStep["evidenceKinds"] | null,
  assigneeId: string | null,
  stateReason: string,
  skipRequestedById: string | null,
  skipReason: string,
  stateSince: string,
  part: StepPart,
  neededBy: string | null,
  attests: boolean,
  attestedBy: string[] | null,
];

async function loadSteps(client: Client, upgrade: UpgradeFacts, environmentId: string): Promise<FactStep[]> {
  const [row] = await client.$queryRaw<{ steps: StepTuple[] | null }[]>`
    SELECT json_agg(json_build_array(
      s.id, s.code, s.title, s."environmentId", s.gate, s.state, s.required, s."evidenceRequired", CASE WHEN s."evidenceRequired" <> 'none' THEN (SELECT json_agg(DISTINCT v.kind) FROM "Evidence" v WHERE v."stepId" = s.id AND v."supersededById" IS NULL AND v."withdrawnAt" IS NULL) END, s."assigneeId",
      s."stateReason", s."skipRequestedById", s."skipReason", s."stateSince", s.part, s."neededBy", s.attestation, CASE WHEN s.attestation THEN (SELECT json_agg(t."userId") FROM "Attestation" t WHERE t."stepId" = s.id) END
    ) ORDER BY s."phasePosition", s.position) AS steps
    FROM "Step" s
    WHERE s."upgradeId" = ${upgrade.id}::uuid AND s."removedAt" IS NULL
      AND (s."environmentId" = ${environmentId}::uuid OR (s."environmentId" IS NULL AND s."neededBy" IS NOT NULL))`;
  const readers = upgrade.members.filter((member) => member.roles.some((role) => role !== "viewer"));
  return (row?.steps ?? []).flatMap((tuple) => {
    const [
      id,
      code,
      title,
      own,
      gate,
      state,
      required,
      evidenceRequired,
      evidenceKinds,
      assigneeId,
      stateReason,
      skipRequestedById,
      skipReason,
      stateSince,
      part,
      neededBy,
      attests,
      attestedBy,
    ] = tuple;
    const needed =
      own === null ? resolveNeededBy(neededBy, upgrade.environments) : { environmentId: own, gate };
    if (needed?.environmentId !== environmentId) return [];
    return {
      id,
      code,
      title,
      environmentId: own,
      gate: needed.gate,
      state,
      required,
      evidenceRequired,
      evidenceKinds: evidenceKinds ?? [],
      assigneeId,
      stateReason,
      skipRequestedById,
      skipReason,
      stateSince: new Date(stateSince),
      part,
      attestationsMissing: attests
        ? readers
            .filter((member) => !attestedBy?.includes(member.id))
            .map(({ id: reader, name }) => ({ id: reader, name }))
        : null,
    };
  });
}

type CaseTuple = [
  id: string,
  code: string,
  title: string,
  required: boolean,
  revision: number,
  ownerId: string | null,
  threshold: number | null,
  unit: string | null,
  direction: "at_least" | "at_most" | null,
  result: NonNullable<GateCase["latest"]>["result"] | null,
  of: number | null,
  measured: number | null,
  executedAt: string | null,
  executedById: string | null,
  defectUrl: string | null,
];

/** What was measured counts where there is a threshold, a defect where the case failed: no other execution is looked up. */
async function loadCases(
  client: Client,
  upgradeId: string,
  environment: EnvironmentRow,
): Promise<GateCase[]> {
  const kind: EnvironmentKind = environment.kind;
  const [row] = await client.$queryRaw<{ cases: CaseTuple[] | null }[]>`
    SELECT json_agg(json_build_array(
      c.id, c.code, c.title, c.required, c.revision, c."ownerId", r.threshold, r.unit, r.direction,
      t.result, t.revision, x.measured, t."executedAt", t."executedById", x."defectUrl") ORDER BY c.code) AS cases
    FROM "TestCase" c
    JOIN "TestCaseRevision" r ON r."testCaseId" = c.id AND r.revision = c.revision
    LEFT JOIN "TestStanding" t ON t."testCaseId" = c.id AND t."environmentId" = ${environment.id}::uuid
    LEFT JOIN "TestExecution" x ON x.id = CASE WHEN r.threshold IS NOT NULL OR t.result <> 'passed' THEN t."executionId" END
    WHERE c."upgradeId" = ${upgradeId}::uuid AND c."archivedAt" IS NULL
      AND (cardinality(c."environmentKinds") = 0 OR ${kind}::"EnvironmentKind" = ANY (c."environmentKinds"))`;
  return (row?.cases ?? []).map(
    ([
      id,
      code,
      title,
      required,
      revision,
      ownerId,
      value,
      unit,
      direction,
      result,
      of,
      measured,
      executedAt,
      executedById,
      defectUrl,
    ]) => ({
      id,
      code,
      title,
      required,
      revision,
      ownerId,
      threshold: value !== null && direction !== null ? { value, unit: unit ?? "", direction } : null,
      latest:
        result !== null && of !== null && executedAt !== null && executedById !== null
          ? { result, revision: of, measured, executedAt: new Date(executedAt), executedById, defectUrl }
          : null,
    }),
  );
}

/** Reads what one environment's two gates are judged by, apart from the facts of the upgrade. */
export async function loadEnvironmentFacts(
  client: Client,
  upgrade: UpgradeFacts,
  environment: EnvironmentRow,
): Promise<EnvironmentGateFacts> {
  const steps = await loadSteps(client, upgrade, environment.id);
  const cases = await loadCases(client, upgrade.id, environment);
  return { steps, cases };
}

/**
 * What everybody did in an environment: what rules a person out of its gates. From history, not only from who stands
 * there now: reopening a step and finishing it again takes nobody's work away. A finish taken back at once was none.
 */
export async function loadWork(client: Client, environmentId: string): Promise<Map<string, Work>> {
  const rows = await client.$queryRaw<{ person: string; steps: number; executions: number }[]>`
    SELECT person, sum(steps)::int AS steps, sum(executions)::int AS executions FROM (
      SELECT person, count(*) AS steps, 0 AS executions FROM (
        SELECT "doneById" AS person, id FROM "Step" WHERE "environmentId" = ${environmentId}::uuid AND required AND state = 'done' AND "removedAt" IS NULL
        UNION
        SELECT a."actorId"::uuid, s.id
        FROM "Environment" e
        JOIN "AuditEvent" a ON a.chain = e."upgradeId"::text AND a."environmentId" = e.id::text AND a.type = 'step.finished'
        JOIN "Step" s ON s.id = a."subjectId"::uuid AND s.required AND s."removedAt" IS NULL
        WHERE e.id = ${environmentId}::uuid AND a."actorId" IS NOT NULL
          AND (SELECT n.type FROM "AuditEvent" n WHERE n.chain = a.chain AND n."subjectId" = a."subjectId" AND n.seq > a.seq ORDER BY n.seq LIMIT 1)
            IS DISTINCT FROM 'step.undone'
      ) done GROUP BY person
      UNION ALL
      SELECT x."executedById", 0, count(*) FROM "TestExecution" x JOIN "TestCase" c ON c.id = x."testCaseId" AND c.required
        WHERE x."environmentId" = ${environmentId}::uuid GROUP BY 1
    ) work GROUP BY person`;
  return new Map(rows.map(({ person, ...work }) => [person, work]));
}
