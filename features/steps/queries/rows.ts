import type { EnvironmentStatus } from "@/domain/environment";
import { type EvidenceKind, hasRequiredEvidence } from "@/domain/evidence";
import { canStartBehind } from "@/domain/gate";
import type { GateState } from "@/domain/gate-kind";
import { isLate, type StepFacts } from "@/domain/step";
import { isStartable, whyNotStartable } from "@/domain/step-change";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import type { StepRow } from "../schema";

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

/** The environment as an answer shows it. */
export const environmentShown = (environment: ListEnvironment) => ({
  ...environment,
  startedAt: environment.startedAt?.toISOString() ?? null,
  entryOpen: canStartBehind(environment.entry, environment),
});

// An array instead of an object: a thousand rows would repeat thirty names each.
type Tuple = [
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
  assigneeId: string | null,
  dueAt: string | null,
  startedAt: string | null,
  finishedAt: string | null,
  doneById: string | null,
  plannedMinutes: number | null,
  evidenceRequired: StepRow["evidenceRequired"],
  attests: boolean,
  version: number,
  evidence: [kind: EvidenceKind, count: number][] | null,
  comments: number | null,
  attestedBy: string[] | null,
  predecessors: [code: string, title: string, state: StepRow["state"]][] | null,
];

interface Answer {
  steps: Tuple[] | null;
  people: Record<string, string> | null;
  readers: number;
}

/** A time as Postgres writes it in JSON, as every answer writes it. */
const iso = (value: string | null) => (value === null ? null : new Date(value).toISOString());

/**
 * The rows of a list in its order: of one environment, or of the plan (null). `only` limits them to some ids. One
 * statement that answers one JSON value: a thousand rows cost one round trip and no mapping by the ORM.
 */
export async function loadRows(
  client: Client,
  upgrade: UpgradeScope,
  environment: ListEnvironment | null,
  now: Date,
  only: readonly string[] | null = null,
): Promise<StepRow[]> {
  const environmentId = environment?.id ?? null;
  const [row] = await client.$queryRaw<Answer[]>`
    WITH mine AS MATERIALIZED (
      SELECT * FROM "Step" WHERE "upgradeId" = ${upgrade.id}::uuid AND "environmentId" IS NOT DISTINCT FROM ${environmentId}::uuid
        AND "removedAt" IS NULL AND (${only === null} OR id = ANY (${[...(only ?? [])]}::uuid[]))
    ), proofs AS (
      SELECT "stepId", json_agg(json_build_array(kind, count)) AS kinds FROM (
        SELECT "stepId", kind, count(*)::int AS count FROM "Evidence" WHERE "stepId" IN (SELECT id FROM mine)
          AND "supersededById" IS NULL AND "withdrawnAt" IS NULL GROUP BY 1, 2) each GROUP BY 1
    ), remarks AS (
      SELECT "stepId", count(*)::int AS count FROM "Comment" WHERE "stepId" IN (SELECT id FROM mine) AND "deletedAt" IS NULL GROUP BY 1
    ), words AS (
      SELECT "stepId", json_agg("userId") AS people FROM "Attestation" WHERE "stepId" IN (SELECT id FROM mine) GROUP BY 1
    ), ahead AS (
      SELECT d."stepId", json_agg(json_build_array(p.code, p.title, p.state) ORDER BY p.code) AS list
      FROM "StepPredecessor" d JOIN "Step" p ON p.id = d."predecessorId" AND p."removedAt" IS NULL
      WHERE d."stepId" IN (SELECT id FROM mine) GROUP BY 1
    )
    SELECT
      (SELECT json_agg(json_build_array(s.id, s.code, s.title, s.phase, s."phaseTitle", s.part, s.gate, s."neededBy", s.required,
          s."playbookStepId" IS NULL, s.state, s."stateReason", s."stateSince", s."skipRequestedById", s."skipReason", s."assigneeId",
          s."dueAt", s."startedAt", s."finishedAt", s."doneById", s."plannedMinutes", s."evidenceRequired", s.attestation, s.version,
          proofs.kinds, remarks.count, words.people, ahead.list) ORDER BY s."phasePosition", s.position)
        FROM mine s LEFT JOIN proofs ON proofs."stepId" = s.id LEFT JOIN remarks ON remarks."stepId" = s.id
        LEFT JOIN words ON words."stepId" = s.id LEFT JOIN ahead ON ahead."stepId" = s.id) AS steps,
      (SELECT json_object_agg(w.id, w.name) FROM "User" w WHERE w.id IN (
        SELECT "assigneeId" FROM mine UNION SELECT "doneById" FROM mine UNION SELECT "skipRequestedById" FROM mine)) AS people,
      (SELECT count(*)::int FROM "Member" m JOIN "User" w ON w.id = m."userId" AND w."disabledAt" IS NULL
        WHERE m."upgradeId" = ${upgrade.id}::uuid AND m.roles && ARRAY['lead', 'engineer', 'manager']::"Role"[]) AS readers`;
  const { people, readers } = row ?? { people: null, readers: 0 };
  const person = (id: string | null) => (id === null ? null : { id, name: people?.[id] ?? "somebody" });
  const held = environment && {
    name: environment.name,
    started: environment.startedAt !== null,
    entryOpen: canStartBehind(environment.entry, environment),
  };
  return (row?.steps ?? []).map((tuple) =>
    rowOf(tuple, { held, person, readers, askerId: upgrade.actor.id, now }),
  );
}

interface Around {
  held: StepFacts["environment"];
  person: (id: string | null) => { id: string; name: string } | null;
  readers: number;
  askerId: string;
  now: Date;
}

function rowOf(tuple: Tuple, { held, person, readers, askerId, now }: Around): StepRow {
  const [
    id,
    code,
    title,
    phase,
    phaseTitle,
    part,
    gate,
    neededBy,
    required,
    custom,
    state,
    stateReason,
    stateSince,
    skipRequestedById,
    skipReason,
    assigneeId,
    dueAt,
    startedAt,
    finishedAt,
    doneById,
    plannedMinutes,
    evidenceRequired,
    attests,
    version,
    evidence,
    comments,
    attestedBy,
    predecessors,
  ] = tuple;
  const kinds = (evidence ?? []).map(([kind]) => kind);
  const facts: StepFacts = {
    code,
    title,
    state,
    stateReason,
    required,
    gate,
    evidenceRequired,
    doneById,
    skipRequestedById,
    skipReason,
    stateSince: new Date(stateSince),
    startedAt: startedAt === null ? null : new Date(startedAt),
    finishedAt: finishedAt === null ? null : new Date(finishedAt),
    evidenceKinds: kinds,
    predecessors: (predecessors ?? []).map(([before, of, is]) => ({ code: before, title: of, state: is })),
    environment: held,
  };
  const asker = person(skipRequestedById);
  return {
    id,
    code,
    title,
    phase,
    phaseTitle,
    part,
    gate,
    neededBy,
    required,
    custom,
    state,
    stateReason,
    stateSince: facts.stateSince.toISOString(),
    skipRequest: asker && { by: asker, reason: skipReason },
    assignee: person(assigneeId),
    dueAt: iso(dueAt),
    startedAt: iso(startedAt),
    finishedAt: iso(finishedAt),
    doneBy: person(doneById),
    plannedMinutes,
    evidence: (evidence ?? []).reduce((sum, [, count]) => sum + count, 0),
    evidenceRequired,
    evidenceMissing: !hasRequiredEvidence(evidenceRequired, kinds),
    comments: comments ?? 0,
    attestation: attests
      ? { attested: attestedBy?.length ?? 0, of: readers, byMe: attestedBy?.includes(askerId) ?? false }
      : null,
    startable: isStartable(facts),
    whyNot: whyNotStartable(facts)[0]?.message ?? "",
    late: isLate({ state, dueAt: dueAt === null ? null : new Date(dueAt) }, now),
    predecessors: facts.predecessors.map((predecessor) => predecessor.code),
    version,
  };
}
