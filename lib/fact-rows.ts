import type { Page, PageRead } from "@/domain/attestation";
import type { EnvironmentKind } from "@/domain/environment";
import type { MovedSubjects } from "@/domain/event-reach";
import type { EvidenceKind } from "@/domain/evidence";
import type { GateCase, GateStep } from "@/domain/gate-facts";
import type { ManifestEvidence } from "@/domain/manifest-inventory";
import type { StepPart } from "@/domain/step";
import type { Threshold } from "@/domain/test-case";
import type { ReadClient } from "@/lib/db";
import { type ItemRow, itemRows } from "@/lib/item-rows";

type Client = Pick<ReadClient, "$queryRaw">;

/** A step as it is stored: what gates, the environment's status and manifests read of it. Never changed in place. */
export interface StepRow extends GateStep {
  /** Not known here: `lib/environment-facts` finds out who has to attest a step, from `attestations`. */
  attestationsMissing: null;
  /** Where it stands in its list. */
  phasePosition: number;
  position: number;
  part: StepPart;
  /** For a step of the plan: the gate that needs it, as the playbook names it. */
  neededBy: string | null;
  doneById: string | null;
  finishedAt: Date | null;
  /** Current evidence: neither superseded nor withdrawn. */
  evidence: readonly ManifestEvidence[];
  attests: boolean;
  /** Pages to read before attesting it. */
  readings: readonly Page[];
  attestations: readonly { userId: string; at: Date; pages: readonly PageRead[] }[];
}

/** An active test case that is run in an environment, with its latest execution there. Never changed in place. */
export interface CaseRow extends Omit<GateCase, "latest"> {
  useCaseCode: string;
  latest:
    | (NonNullable<GateCase["latest"]> & {
        executedById: string;
        measured: number | null;
        evidence: readonly ManifestEvidence[];
      })
    | null;
}

/** The steps of an environment, those of the plan that some gate needs, its test cases, and the upgrade's items as they stand there. */
export interface FactRows {
  steps: readonly StepRow[];
  cases: readonly CaseRow[];
  items: readonly ItemRow[];
}

type StepTuple = [
  id: string,
  code: string,
  title: string,
  environmentId: string | null,
  gate: StepRow["gate"],
  state: StepRow["state"],
  required: boolean,
  evidenceRequired: StepRow["evidenceRequired"],
  evidence: ManifestEvidence[] | null,
  assigneeId: string | null,
  stateReason: string,
  skipRequestedById: string | null,
  skipReason: string,
  stateSince: string,
  part: StepPart,
  neededBy: string | null,
  doneById: string | null,
  finishedAt: string | null,
  attests: boolean,
  readings: Page[] | null,
  attestations: { userId: string; at: string; pages: PageRead[] }[] | null,
  phasePosition: number,
  position: number,
];

type CaseTuple = [
  id: string,
  code: string,
  title: string,
  required: boolean,
  revision: number,
  ownerId: string | null,
  useCaseCode: string,
  threshold: number | null,
  unit: string | null,
  direction: Threshold["direction"] | null,
  result: NonNullable<CaseRow["latest"]>["result"] | null,
  of: number | null,
  measured: number | null,
  executedAt: string | null,
  executedById: string | null,
  defectUrl: string | null,
  evidence: ManifestEvidence[] | null,
];

/** Which rows are read: all of an environment, or only those that these subjects of events are about (a step, a piece of evidence, an execution). */
type Subjects = readonly string[] | null;

async function stepRows(
  client: Client,
  upgradeId: string,
  environmentId: string,
  subjects: Subjects,
): Promise<StepRow[]> {
  const [row] = await client.$queryRaw<{ steps: StepTuple[] | null }[]>`
    SELECT json_agg(json_build_array(
      s.id, s.code, s.title, s."environmentId", s.gate, s.state, s.required, s."evidenceRequired",
      (SELECT json_agg(json_build_object('kind', v.kind, 'name', v.name, 'sha256', v.sha256)) FROM "Evidence" v
        WHERE v."stepId" = s.id AND v."supersededById" IS NULL AND v."withdrawnAt" IS NULL),
      s."assigneeId", s."stateReason", s."skipRequestedById", s."skipReason", s."stateSince", s.part, s."neededBy", s."doneById", s."finishedAt",
      s.attestation, CASE WHEN s.attestation THEN s.readings END,
      CASE WHEN s.attestation THEN (SELECT json_agg(json_build_object('userId', t."userId", 'at', t.at, 'pages', t.pages)) FROM "Attestation" t WHERE t."stepId" = s.id) END,
      s."phasePosition", s.position)) AS steps
    FROM "Step" s
    WHERE s.id = ANY (CASE WHEN ${subjects === null}
        THEN ARRAY(SELECT o.id FROM "Step" o WHERE o."upgradeId" = ${upgradeId}::uuid AND (o."environmentId" = ${environmentId}::uuid OR o."environmentId" IS NULL))
        ELSE ARRAY(SELECT unnest(${[...(subjects ?? [])]}::uuid[]) UNION SELECT v."stepId" FROM "Evidence" v WHERE v.id = ANY (${[...(subjects ?? [])]}::uuid[])) END)
      AND s."upgradeId" = ${upgradeId}::uuid AND s."removedAt" IS NULL
      AND (s."environmentId" = ${environmentId}::uuid OR (s."environmentId" IS NULL AND s."neededBy" IS NOT NULL))`;
  return (row?.steps ?? []).map(
    ([
      id,
      code,
      title,
      own,
      gate,
      state,
      required,
      evidenceRequired,
      evidence,
      assigneeId,
      stateReason,
      skipRequestedById,
      skipReason,
      stateSince,
      part,
      neededBy,
      doneById,
      finishedAt,
      attests,
      readings,
      attestations,
      phasePosition,
      position,
    ]) => ({
      id,
      code,
      title,
      environmentId: own,
      gate,
      state,
      required,
      evidenceRequired,
      evidenceKinds: kindsOf(evidence ?? []),
      evidence: evidence ?? [],
      assigneeId,
      stateReason,
      skipRequestedById,
      skipReason,
      stateSince: new Date(stateSince),
      part,
      neededBy,
      doneById,
      finishedAt: finishedAt === null ? null : new Date(finishedAt),
      attests,
      attestationsMissing: null,
      readings: readings ?? [],
      attestations: (attestations ?? []).map(({ at, ...word }) => ({ ...word, at: new Date(at) })),
      phasePosition,
      position,
    }),
  );
}

const kindsOf = (evidence: readonly ManifestEvidence[]): EvidenceKind[] =>
  evidence.length === 0 ? [] : [...new Set(evidence.map(({ kind }) => kind))].sort();

async function caseRows(
  client: Client,
  upgradeId: string,
  environment: { id: string; kind: EnvironmentKind },
  subjects: Subjects,
): Promise<CaseRow[]> {
  const [row] = await client.$queryRaw<{ cases: CaseTuple[] | null }[]>`
    SELECT json_agg(json_build_array(
      c.id, c.code, c.title, c.required, c.revision, c."ownerId", u.code, r.threshold, r.unit, r.direction,
      t.result, t.revision, x.measured, t."executedAt", t."executedById", x."defectUrl",
      (SELECT json_agg(json_build_object('kind', v.kind, 'name', v.name, 'sha256', v.sha256)) FROM "Evidence" v
        WHERE v."executionId" = t."executionId" AND v."supersededById" IS NULL AND v."withdrawnAt" IS NULL))) AS cases
    FROM "TestCase" c
    JOIN "UseCase" u ON u.id = c."useCaseId"
    JOIN "TestCaseRevision" r ON r."testCaseId" = c.id AND r.revision = c.revision
    LEFT JOIN "TestStanding" t ON t."testCaseId" = c.id AND t."environmentId" = ${environment.id}::uuid
    LEFT JOIN "TestExecution" x ON x.id = t."executionId"
    WHERE c.id = ANY (CASE WHEN ${subjects === null}
        THEN ARRAY(SELECT o.id FROM "TestCase" o WHERE o."upgradeId" = ${upgradeId}::uuid)
        ELSE ARRAY(SELECT e."testCaseId" FROM "TestExecution" e WHERE e.id = ANY (${[...(subjects ?? [])]}::uuid[])
          UNION SELECT e."testCaseId" FROM "Evidence" v JOIN "TestExecution" e ON e.id = v."executionId" WHERE v.id = ANY (${[...(subjects ?? [])]}::uuid[])) END)
      AND c."upgradeId" = ${upgradeId}::uuid AND c."archivedAt" IS NULL
      AND (cardinality(c."environmentKinds") = 0 OR ${environment.kind}::"EnvironmentKind" = ANY (c."environmentKinds"))`;
  return (row?.cases ?? []).map(
    ([
      id,
      code,
      title,
      required,
      revision,
      ownerId,
      useCaseCode,
      value,
      unit,
      direction,
      result,
      of,
      measured,
      executedAt,
      executedById,
      defectUrl,
      evidence,
    ]) => ({
      id,
      code,
      title,
      required,
      revision,
      ownerId,
      useCaseCode,
      threshold: value !== null && direction !== null ? { value, unit: unit ?? "", direction } : null,
      latest:
        result !== null && of !== null && executedAt !== null && executedById !== null
          ? {
              result,
              revision: of,
              measured,
              executedAt: new Date(executedAt),
              executedById,
              defectUrl,
              evidence: evidence ?? [],
            }
          : null,
    }),
  );
}

const byCode = (a: { code: string }, b: { code: string }) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
/** A step of the plan and one of the environment can have the same place: then by code, so that the order is one. */
const byPlace = (a: StepRow, b: StepRow) =>
  a.phasePosition - b.phasePosition || a.position - b.position || byCode(a, b);

/** Reads every row of an environment, in three statements. */
export async function loadRows(
  client: Client,
  upgradeId: string,
  environment: { id: string; kind: EnvironmentKind },
): Promise<FactRows> {
  const steps = await stepRows(client, upgradeId, environment.id, null);
  const cases = await caseRows(client, upgradeId, environment, null);
  const items = await itemRows(client, upgradeId, environment.id, null);
  return { steps: steps.sort(byPlace), cases: cases.sort(byCode), items };
}

/** The same rows after something happened to these subjects and to nothing else: only what they are about is read again. */
export async function renewRows(
  client: Client,
  upgradeId: string,
  environment: { id: string; kind: EnvironmentKind },
  rows: FactRows,
  subjects: MovedSubjects,
): Promise<FactRows> {
  const steps =
    subjects.steps.length > 0 ? await stepRows(client, upgradeId, environment.id, subjects.steps) : [];
  const cases =
    subjects.cases.length > 0 ? await caseRows(client, upgradeId, environment, subjects.cases) : [];
  const items =
    subjects.items.length > 0 ? await itemRows(client, upgradeId, environment.id, subjects.items) : [];
  return {
    steps: replaced(rows.steps, steps),
    cases: replaced(rows.cases, cases),
    items: replaced(rows.items, items),
  };
}

function replaced<Row extends { id: string }>(rows: readonly Row[], newer: readonly Row[]): readonly Row[] {
  if (newer.length === 0) return rows;
  const byId = new Map(newer.map((row) => [row.id, row]));
  return rows.map((row) => byId.get(row.id) ?? row);
}
