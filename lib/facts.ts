import type { EnvironmentFacts, EnvironmentStatus } from "@/domain/environment";
import type { GateFacts, GateUseCase } from "@/domain/gate-facts";
import type { GateKind, GateState } from "@/domain/gate-kind";
import type { InventoryKind } from "@/domain/inventory";
import type { Role } from "@/domain/role";
import type { SignOff } from "@/domain/sign-off";
import type { Slot } from "@/domain/slot";
import type { Waiver } from "@/domain/waiver";
import type { ReadClient } from "@/lib/db";
import { kindsOfPlaybook } from "@/lib/kinds";
import { loadProofFacts, type ProofFacts } from "@/lib/proofs";

/** Reads of facts go through raw SQL that answers one JSON value: a thousand rows cost one round trip and no mapping by the ORM. */
type Client = Pick<ReadClient, "$queryRaw">;

export interface EnvironmentRow extends EnvironmentFacts {
  key: string;
  status: EnvironmentStatus;
  /** When time alone moves the stored status. */
  statusUntil: Date | null;
}

export interface GateRow {
  id: string;
  environmentId: string;
  kind: GateKind;
  state: GateState;
  blockerCount: number;
  dueAt: Date | null;
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
  /** The upgrade of the hop before while this one waits for it. Its key and target never change, so that nothing of it moves without an event here. */
  previousUpgrade: GateFacts["previousUpgrade"];
  /** Its inventory: the kinds of items, as this version of the playbook knows them. */
  playbook: { id: string; slug: string; version: string; inventory: readonly InventoryKind[] };
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
  /** What gates ask for beside these. */
  proofs: ProofFacts;
}

const date = (value: string | null): Date | null => (value === null ? null : new Date(value));

type Raw<T, Dates extends keyof T> = {
  [K in keyof T]: K extends Dates ? (null extends T[K] ? string | null : string) : T[K];
};

/** Reads the facts of an upgrade. Throws when it does not exist: callers hold a scope or the lock of its chain. */
export async function loadUpgradeFacts(client: Client, upgradeId: string): Promise<UpgradeFacts> {
  type Answer = Omit<
    UpgradeFacts,
    "environments" | "gates" | "signOffs" | "conditions" | "waivers" | "proofs"
  > & {
    environments: Raw<EnvironmentRow, "startedAt" | "changedAt" | "statusUntil">[];
    gates: Raw<GateRow, "dueAt">[];
    signOffs: Raw<SignOffRow, "signedAt" | "withdrawnAt" | "staleAt" | "validUntil">[];
    conditions: Raw<ConditionRow, "openedAt" | "closedAt">[];
    waivers: Raw<WaiverRow, "requestedAt" | "approvedAt" | "endedAt" | "expiresAt">[];
  };
  const [row] = await client.$queryRaw<{ facts: Answer }[]>`
    SELECT json_build_object(
      'id', u.id, 'key', u.key, 'title', u.title, 'from', u."fromVersion", 'to', u."toVersion", 'doersMaySign', u."doersMaySign",
      'previousUpgrade', (SELECT json_build_object('id', b.id, 'key', b.key, 'to', b."toVersion") FROM "Upgrade" b WHERE b.id = u."previousId" AND u."previousSignedAt" IS NULL),
      'playbook', (SELECT json_build_object('id', p.id, 'slug', p.slug, 'version', p.version) FROM "Playbook" p WHERE p.id = u."playbookId"),
      'environments', (SELECT coalesce(json_agg(json_build_object(
          'id', e.id, 'key', e.key, 'name', e.name, 'kind', e.kind, 'position', e.position, 'status', e.status,
          'startedAt', e."startedAt", 'changedAt', e."changedAt", 'statusUntil', e."statusUntil") ORDER BY e.position), '[]')
        FROM "Environment" e WHERE e."upgradeId" = u.id),
      'gates', (SELECT coalesce(json_agg(json_build_object(
          'id', g.id, 'environmentId', g."environmentId", 'kind', g.kind, 'state', g.state, 'blockerCount', g."blockerCount", 'dueAt', g."dueAt", 'version', g.version,
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
          'requiredCases', coalesce(n.cases, 0)) ORDER BY c.code), '[]')
        FROM "UseCase" c LEFT JOIN (
          SELECT t."useCaseId", count(*)::int AS cases FROM "TestCase" t
          WHERE t."upgradeId" = u.id AND t.required AND t."archivedAt" IS NULL GROUP BY 1) n ON n."useCaseId" = c.id
        WHERE c."upgradeId" = u.id AND c."archivedAt" IS NULL)
    ) AS facts FROM "Upgrade" u WHERE u.id = ${upgradeId}::uuid`;
  if (!row) throw new Error(`There is no upgrade ${upgradeId}`);
  const { facts } = row;
  const { kinds } = await kindsOfPlaybook(client, facts.playbook.id);
  return {
    ...facts,
    proofs: await loadProofFacts(client, upgradeId),
    playbook: { ...facts.playbook, inventory: kinds },
    environments: facts.environments.map((e) => ({
      ...e,
      startedAt: date(e.startedAt),
      changedAt: date(e.changedAt),
      statusUntil: date(e.statusUntil),
    })),
    gates: facts.gates.map((g) => ({ ...g, dueAt: date(g.dueAt) })),
    signOffs: facts.signOffs.map((o) => ({
      ...o,
      signedAt: new Date(o.signedAt),
      withdrawnAt: date(o.withdrawnAt),
      staleAt: date(o.staleAt),
      validUntil: date(o.validUntil),
    })),
    conditions: facts.conditions.map((c) => ({
      ...c,
      openedAt: new Date(c.openedAt),
      closedAt: date(c.closedAt),
    })),
    waivers: facts.waivers.map((w) => ({
      ...w,
      requestedAt: new Date(w.requestedAt),
      approvedAt: date(w.approvedAt),
      endedAt: date(w.endedAt),
      expiresAt: new Date(w.expiresAt),
    })),
  };
}
