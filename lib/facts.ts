import type { EnvironmentFacts, EnvironmentKind, EnvironmentStatus } from "@/domain/environment";
import type { GateCase, GateStep, GateUseCase } from "@/domain/gate-facts";
import type { GateKind, GateState } from "@/domain/gate-kind";
import { resolveNeededBy } from "@/domain/needed-by";
import type { Role } from "@/domain/role";
import type { SignOff, Work } from "@/domain/sign-off";
import type { Slot } from "@/domain/slot";
import type { StepPart } from "@/domain/step";
import type { Waiver } from "@/domain/waiver";
import type { ReadClient } from "@/lib/db";

/** Reads of facts go through raw SQL that answers one JSON value: a thousand rows cost one round trip and no mapping by the ORM. */
type Client = Pick<ReadClient, "$queryRaw">;

export interface EnvironmentRow extends EnvironmentFacts {
  key: string;
  status: EnvironmentStatus;
}

export interface GateRow {
  id: string;
  environmentId: string;
  kind: GateKind;
  state: GateState;
  blockerCount: number;
  version: number;
  slots: Slot[];
}

export interface SignOffRow extends Omit<SignOff, "staleAt"> {
  /** Set in place when the settling of this transaction finds it stale. */
  staleAt: Date | null;
  gateId: string;
  manifestSha256: string;
  /** What changed, as stored when it went stale. */
  staleChanges: { subject: string; was: string; is: string }[];
  withdrawnReason: string | null;
}

export interface ConditionRow {
  id: string;
  signOffId: string;
  gateId: string;
  text: string;
  signerId: string;
  openedAt: Date;
  closedAt: Date | null;
  clearedById: string | null;
  clearedNote: string | null;
  version: number;
}

export interface WaiverRow extends Waiver {
  gateId: string;
  blockerTitle: string;
  requestedAt: Date;
  approvedAt: Date | null;
  endedById: string | null;
  endedReason: string | null;
  version: number;
  /** The clock has recorded that it ended. */
  expiredRecorded: boolean;
}

/** What all gates of an upgrade are judged by, apart from the environments' own steps and tests. */
export interface UpgradeFacts {
  id: string;
  key: string;
  title: string;
  from: string;
  to: string;
  doersMaySign: boolean;
  playbook: { slug: string; version: string };
  environments: EnvironmentRow[];
  gates: GateRow[];
  /**
   * Everybody in the upgrade. Disabled people are among them until a lead removes them: gates must not move by what
   * happens outside of the upgrade's own history. They are only left out where somebody is asked to act.
   */
  members: { id: string; name: string; roles: Role[]; disabled: boolean }[];
  signOffs: SignOffRow[];
  conditions: ConditionRow[];
  waivers: WaiverRow[];
  useCases: GateUseCase[];
}

/** A step with what the environment's status needs of it. */
export interface FactStep extends GateStep {
  part: StepPart;
}

/** What one environment adds: its steps, the plan's steps that one of its gates needs, its test cases. */
export interface EnvironmentGateFacts {
  steps: FactStep[];
  cases: GateCase[];
}

const date = (value: string | null): Date | null => (value === null ? null : new Date(value));

type Raw<T, Dates extends keyof T> = { [K in keyof T]: K extends Dates ? (null extends T[K] ? string | null : string) : T[K] };

/** Reads the facts of an upgrade. Throws when it does not exist: callers hold a scope or the lock of its chain. */
export async function loadUpgradeFacts(client: Client, upgradeId: string): Promise<UpgradeFacts> {
  type Answer = Omit<UpgradeFacts, "environments" | "signOffs" | "conditions" | "waivers"> & {
    environments: Raw<EnvironmentRow, "startedAt" | "changedAt">[];
    signOffs: Raw<SignOffRow, "signedAt" | "withdrawnAt" | "staleAt" | "validUntil">[];
    conditions: Raw<ConditionRow, "openedAt" | "closedAt">[];
    waivers: Raw<WaiverRow, "requestedAt" | "approvedAt" | "endedAt" | "expiresAt">[];
  };
  const [row] = await client.$queryRaw<{ facts: Answer }[]>`
    SELECT json_build_object(
      'id', u.id, 'key', u.key, 'title', u.title, 'from', u."fromVersion", 'to', u."toVersion", 'doersMaySign', u."doersMaySign",
      'playbook', (SELECT json_build_object('slug', p.slug, 'version', p.version) FROM "Playbook" p WHERE p.id = u."playbookId"),
      'environments', (SELECT coalesce(json_agg(json_build_object(
          'id', e.id, 'key', e.key, 'name', e.name, 'kind', e.kind, 'position', e.position, 'status', e.status,
          'startedAt', e."startedAt", 'changedAt', e."changedAt") ORDER BY e.position), '[]')
        FROM "Environment" e WHERE e."upgradeId" = u.id),
      'gates', (SELECT coalesce(json_agg(json_build_object(
          'id', g.id, 'environmentId', g."environmentId", 'kind', g.kind, 'state', g.state, 'blockerCount', g."blockerCount", 'version', g.version,
          'slots', (SELECT coalesce(json_agg(json_build_object('id', s.id, 'role', s.role, 'count', s.count) ORDER BY s.role), '[]')
            FROM "GateSlot" s WHERE s."gateId" = g.id))), '[]')
        FROM "Gate" g WHERE g."upgradeId" = u.id),
      'members', (SELECT coalesce(json_agg(json_build_object('id', m."userId", 'name', w.name, 'roles', m.roles, 'disabled', w."disabledAt" IS NOT NULL) ORDER BY w.name, w.id), '[]')
        FROM "Member" m JOIN "User" w ON w.id = m."userId" WHERE m."upgradeId" = u.id),
      'signOffs', (SELECT coalesce(json_agg(json_build_object(
          'id', o.id, 'gateId', o."gateId", 'userId', o."userId", 'userName', w.name, 'roles', o.roles, 'decision', o.decision,
          'meaning', o.meaning, 'statement', o.statement, 'signedAt', o."signedAt", 'withdrawnAt', o."withdrawnAt",
          'staleAt', o."staleAt", 'validUntil', o."validUntil", 'manifestSha256', o."manifestSha256", 'staleChanges', coalesce(o."staleChanges", '[]'), 'withdrawnReason', o."withdrawnReason") ORDER BY o."signedAt", o.id), '[]')
        FROM "SignOff" o JOIN "User" w ON w.id = o."userId" WHERE o."upgradeId" = u.id),
      'conditions', (SELECT coalesce(json_agg(json_build_object(
          'id', c.id, 'signOffId', c."signOffId", 'gateId', o."gateId", 'text', c.text, 'signerId', o."userId",
          'openedAt', o."signedAt", 'closedAt', c."clearedAt", 'clearedById', c."clearedById", 'clearedNote', c."clearedNote", 'version', c.version) ORDER BY o."signedAt", c.id), '[]')
        FROM "SignOffCondition" c JOIN "SignOff" o ON o.id = c."signOffId" WHERE c."upgradeId" = u.id AND o."withdrawnAt" IS NULL),
      'waivers', (SELECT coalesce(json_agg(json_build_object(
          'id', v.id, 'gateId', v."gateId", 'blockerKey', v."blockerKey", 'blockerTitle', v."blockerTitle",
          'reason', v.reason, 'requestedById', v."requestedById", 'approvedById', v."approvedById",
          'requestedAt', v."requestedAt", 'approvedAt', v."approvedAt", 'endedById', v."endedById", 'endedReason', v."endedReason", 'version', v.version,
          'endedAt', v."endedAt", 'expiresAt', v."expiresAt", 'expiredRecorded', v."expiredAt" IS NOT NULL) ORDER BY v."requestedAt", v.id), '[]')
        FROM "Waiver" v WHERE v."upgradeId" = u.id),
      'useCases', (SELECT coalesce(json_agg(json_build_object(
          'id', c.id, 'code', c.code, 'title', c.title, 'priority', c.priority, 'ownerId', c."ownerId",
          'requiredCases', (SELECT count(*) FROM "TestCase" t WHERE t."useCaseId" = c.id AND t.required AND t."archivedAt" IS NULL)) ORDER BY c.code), '[]')
        FROM "UseCase" c WHERE c."upgradeId" = u.id AND c."archivedAt" IS NULL)
    ) AS facts FROM "Upgrade" u WHERE u.id = ${upgradeId}::uuid`;
  if (!row) throw new Error(`There is no upgrade ${upgradeId}`);
  const { facts } = row;
  return {
    ...facts,
    environments: facts.environments.map((e) => ({ ...e, startedAt: date(e.startedAt), changedAt: date(e.changedAt) })),
    signOffs: facts.signOffs.map((o) => ({
      ...o, signedAt: new Date(o.signedAt), withdrawnAt: date(o.withdrawnAt), staleAt: date(o.staleAt), validUntil: date(o.validUntil),
    })),
    conditions: facts.conditions.map((c) => ({ ...c, openedAt: new Date(c.openedAt), closedAt: date(c.closedAt) })),
    waivers: facts.waivers.map((w) => ({
      ...w, requestedAt: new Date(w.requestedAt), approvedAt: date(w.approvedAt), endedAt: date(w.endedAt), expiresAt: new Date(w.expiresAt),
    })),
  };
}

type StepTuple = [
  id: string, code: string, title: string, environmentId: string | null, gate: GateKind, state: FactStep["state"],
  required: boolean, evidenceRequired: FactStep["evidenceRequired"], evidenceKinds: FactStep["evidenceKinds"] | null,
  assigneeId: string | null, stateReason: string, skipRequestedById: string | null, skipReason: string, stateSince: string, part: StepPart,
  neededBy: string | null, attests: boolean, attestedBy: string[] | null,
];

async function loadSteps(client: Client, upgrade: UpgradeFacts, environmentId: string): Promise<FactStep[]> {
  const [row] = await client.$queryRaw<{ steps: StepTuple[] | null }[]>`
    SELECT json_agg(json_build_array(
      s.id, s.code, s.title, s."environmentId", s.gate, s.state, s.required, s."evidenceRequired", e.kinds, s."assigneeId",
      s."stateReason", s."skipRequestedById", s."skipReason", s."stateSince", s.part, s."neededBy", s.attestation, a.people
    ) ORDER BY s."phasePosition", s.position) AS steps
    FROM "Step" s
    LEFT JOIN (SELECT "stepId", json_agg(DISTINCT kind) AS kinds FROM "Evidence"
      WHERE "upgradeId" = ${upgrade.id}::uuid AND "stepId" IS NOT NULL AND "supersededById" IS NULL AND "withdrawnAt" IS NULL
      GROUP BY "stepId") e ON e."stepId" = s.id
    LEFT JOIN (SELECT "stepId", json_agg("userId") AS people FROM "Attestation" GROUP BY "stepId") a ON s.attestation AND a."stepId" = s.id
    WHERE s."upgradeId" = ${upgrade.id}::uuid AND s."removedAt" IS NULL
      AND (s."environmentId" = ${environmentId}::uuid OR (s."environmentId" IS NULL AND s."neededBy" IS NOT NULL))`;
  const readers = upgrade.members.filter((member) => member.roles.some((role) => role !== "viewer"));
  return (row?.steps ?? []).flatMap((tuple) => {
    const [id, code, title, own, gate, state, required, evidenceRequired, evidenceKinds, assigneeId, stateReason, skipRequestedById, skipReason, stateSince, part, neededBy, attests, attestedBy] = tuple;
    const needed = own === null ? resolveNeededBy(neededBy, upgrade.environments) : { environmentId: own, gate };
    if (needed?.environmentId !== environmentId) return [];
    return {
      id, code, title, environmentId: own, gate: needed.gate, state, required, evidenceRequired,
      evidenceKinds: evidenceKinds ?? [], assigneeId, stateReason, skipRequestedById, skipReason, stateSince: new Date(stateSince), part,
      attestationsMissing: attests ? readers.filter((member) => !attestedBy?.includes(member.id)).map(({ id: reader, name }) => ({ id: reader, name })) : null,
    };
  });
}

type CaseTuple = [
  id: string, code: string, title: string, required: boolean, revision: number, ownerId: string | null,
  threshold: number | null, unit: string | null, direction: "at_least" | "at_most" | null,
  result: NonNullable<GateCase["latest"]>["result"] | null, of: number | null, measured: number | null,
  executedAt: string | null, executedById: string | null, defectUrl: string | null,
];

async function loadCases(client: Client, upgradeId: string, environment: EnvironmentRow): Promise<GateCase[]> {
  const kind: EnvironmentKind = environment.kind;
  const [row] = await client.$queryRaw<{ cases: CaseTuple[] | null }[]>`
    SELECT json_agg(json_build_array(
      c.id, c.code, c.title, c.required, c.revision, c."ownerId", r.threshold, r.unit, r.direction,
      t.result, t.revision, x.measured, t."executedAt", t."executedById", x."defectUrl") ORDER BY c.code) AS cases
    FROM "TestCase" c
    JOIN "TestCaseRevision" r ON r."testCaseId" = c.id AND r.revision = c.revision
    LEFT JOIN "TestStanding" t ON t."testCaseId" = c.id AND t."environmentId" = ${environment.id}::uuid
    LEFT JOIN "TestExecution" x ON x.id = t."executionId"
    WHERE c."upgradeId" = ${upgradeId}::uuid AND c."archivedAt" IS NULL
      AND (cardinality(c."environmentKinds") = 0 OR ${kind}::"EnvironmentKind" = ANY (c."environmentKinds"))`;
  return (row?.cases ?? []).map(
    ([id, code, title, required, revision, ownerId, value, unit, direction, result, of, measured, executedAt, executedById, defectUrl]) => ({
      id, code, title, required, revision, ownerId,
      threshold: value !== null && direction !== null ? { value, unit: unit ?? "", direction } : null,
      latest:
        result !== null && of !== null && executedAt !== null && executedById !== null
          ? { result, revision: of, measured, executedAt: new Date(executedAt), executedById, defectUrl }
          : null,
    }),
  );
}

/** Reads what one environment's two gates are judged by, apart from the facts of the upgrade. */
export async function loadEnvironmentFacts(client: Client, upgrade: UpgradeFacts, environment: EnvironmentRow): Promise<EnvironmentGateFacts> {
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
