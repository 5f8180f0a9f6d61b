import type { Page, PageRead } from "@/domain/attestation";
import type { EnvironmentStatus } from "@/domain/environment";
import type { EvidenceKind } from "@/domain/evidence";
import type { GateState } from "@/domain/gate-kind";
import type { ReadClient } from "@/lib/db";
import type { StepRow } from "../schema/reading";
import type { RawShift } from "./facts";

type Client = Pick<ReadClient, "$queryRaw">;

/** The environment a list of steps belongs to, with what holds its steps back. */
export interface ListEnvironment {
  id: string;
  key: string;
  name: string;
  status: EnvironmentStatus;
  startedAt: Date | null;
  entry: GateState;
}

/** Finds the environment of a list by its key. */
export async function loadListEnvironment(
  client: Client,
  upgradeId: string,
  key: string,
): Promise<ListEnvironment | null> {
  const [row] = await client.$queryRaw<ListEnvironment[]>`
    SELECT e.id, e.key, e.name, e.status, e."startedAt", g.state AS entry
    FROM "Environment" e JOIN "Gate" g ON g."environmentId" = e.id AND g.kind = 'entry'
    WHERE e."upgradeId" = ${upgradeId}::uuid AND e.key = ${key}`;
  return row ?? null;
}

/** A step as it is read: an array, because a thousand objects would repeat thirty names each. */
export type StepTuple = [
  id: string,
  code: string,
  title: string,
  phase: string,
  phaseTitle: string,
  part: StepRow["part"],
  gate: StepRow["gate"],
  neededBy: string | null,
  required: boolean,
  custom: boolean,
  state: StepRow["state"],
  stateReason: string,
  stateSince: string,
  skipRequestedById: string | null,
  skipReason: string,
  pausedAt: string | null,
  pauseReason: string,
  assigneeId: string | null,
  dueAt: string | null,
  startedAt: string | null,
  finishedAt: string | null,
  doneById: string | null,
  plannedMinutes: number | null,
  evidenceRequired: StepRow["evidenceRequired"],
  attests: boolean,
  version: number,
];

/** A list as it is read, in flat parts that are put together in memory: joining and nesting them in SQL costs several times as much. */
export interface ListFacts {
  steps: StepTuple[];
  edges: [stepId: string, predecessorId: string][];
  /** Predecessors that are not among `steps`: of the plan, or left out by a selection. */
  others: [id: string, code: string, title: string, state: StepRow["state"]][];
  evidence: [stepId: string, kind: EvidenceKind, count: number][];
  comments: [stepId: string, count: number][];
  readings: [stepId: string, pages: Page[]][];
  attested: [stepId: string, userId: string, pages: PageRead[]][];
  people: [id: string, name: string][];
  /** How many members attest a reading. */
  readers: number;
  /** Steps that retire the old stack, and the shifts of traffic they hang on, oldest first. */
  retiring: string[];
  shifts: RawShift[];
}

/** Reads the steps of an environment, or of the plan (null), in the order of the list; `only` limits them to some ids. */
export async function loadListFacts(
  client: Client,
  upgradeId: string,
  environmentId: string | null,
  only: readonly string[] | null,
): Promise<ListFacts> {
  const [row] = await client.$queryRaw<{ [Part in keyof ListFacts]: ListFacts[Part] | null }[]>`
    WITH mine AS MATERIALIZED (
      SELECT id, code, title, phase, "phaseTitle", part, gate, "neededBy", required, "playbookStepId", state, "stateReason", "stateSince",
        "skipRequestedById", "skipReason", "pausedAt", "pauseReason", "assigneeId", "dueAt", "startedAt", "finishedAt", "doneById",
        "plannedMinutes", "evidenceRequired", attestation, readings, version, "phasePosition", position, "retiresOld"
      FROM "Step" WHERE "upgradeId" = ${upgradeId}::uuid AND "removedAt" IS NULL
        AND ("environmentId" = ${environmentId}::uuid OR (${environmentId}::uuid IS NULL AND "environmentId" IS NULL))
        AND (${only === null} OR id = ANY (${[...(only ?? [])]}::uuid[]))
    ), edges AS MATERIALIZED (
      SELECT "stepId", "predecessorId" FROM "StepPredecessor" WHERE "stepId" IN (SELECT id FROM mine)
    )
    SELECT
      (SELECT json_agg(json_build_array(id, code, title, phase, "phaseTitle", part, gate, "neededBy", required, "playbookStepId" IS NULL,
          state, "stateReason", "stateSince", "skipRequestedById", "skipReason", "pausedAt", "pauseReason", "assigneeId", "dueAt", "startedAt",
          "finishedAt", "doneById", "plannedMinutes", "evidenceRequired", attestation, version) ORDER BY "phasePosition", position) FROM mine) AS steps,
      (SELECT json_agg(json_build_array("stepId", "predecessorId")) FROM edges) AS edges,
      (SELECT json_agg(json_build_array(id, code, title, state)) FROM "Step" WHERE "removedAt" IS NULL
        AND id IN (SELECT "predecessorId" FROM edges EXCEPT SELECT id FROM mine)) AS others,
      (SELECT json_agg(json_build_array("stepId", kind, count)) FROM (
        SELECT "stepId", kind, count(*)::int AS count FROM "Evidence" WHERE "stepId" IN (SELECT id FROM mine)
          AND "supersededById" IS NULL AND "withdrawnAt" IS NULL GROUP BY 1, 2) proofs) AS evidence,
      (SELECT json_agg(json_build_array("stepId", count)) FROM (
        SELECT "stepId", count(*)::int AS count FROM "Comment" WHERE "stepId" IN (SELECT id FROM mine) AND "deletedAt" IS NULL GROUP BY 1) remarks) AS comments,
      (SELECT json_agg(json_build_array(id, readings)) FROM mine WHERE attestation AND readings <> '[]') AS readings,
      (SELECT json_agg(json_build_array("stepId", "userId", pages)) FROM "Attestation" WHERE "stepId" IN (SELECT id FROM mine WHERE attestation)) AS attested,
      (SELECT json_agg(json_build_array(id, name)) FROM "User" WHERE id IN (
        SELECT "assigneeId" FROM mine UNION SELECT "doneById" FROM mine UNION SELECT "skipRequestedById" FROM mine)) AS people,
      (SELECT count(*)::int FROM "Member" m JOIN "User" w ON w.id = m."userId" AND w."disabledAt" IS NULL
        WHERE m."upgradeId" = ${upgradeId}::uuid AND m.roles && ARRAY['lead', 'engineer', 'manager']::"Role"[]) AS readers,
      (SELECT json_agg(id) FROM mine WHERE "retiresOld") AS retiring,
      (SELECT json_agg(json_build_object('share', share, 'at', at, 'agreedHours', "agreedHours") ORDER BY number) FROM "TrafficShift"
        WHERE "environmentId" = ${environmentId}::uuid AND EXISTS (SELECT FROM mine WHERE "retiresOld")) AS shifts`;
  return {
    steps: row?.steps ?? [],
    edges: row?.edges ?? [],
    others: row?.others ?? [],
    evidence: row?.evidence ?? [],
    comments: row?.comments ?? [],
    readings: row?.readings ?? [],
    attested: row?.attested ?? [],
    people: row?.people ?? [],
    readers: row?.readers ?? 0,
    retiring: row?.retiring ?? [],
    shifts: row?.shifts ?? [],
  };
}
