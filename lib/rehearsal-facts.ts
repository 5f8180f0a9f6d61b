import type { EnvironmentKind } from "@/domain/environment";
import type { DataSource, RunData, RunOutcome } from "@/domain/migration-run";
import { compareParity, type ParityAcceptance } from "@/domain/parity";
import type { PilotFact, RehearsalFacts, RehearsalRules } from "@/domain/rehearsal";
import type { ReadClient } from "@/lib/db";

type Client = Pick<ReadClient, "$queryRaw">;

/** What production's entry is asked of the rehearsal, with the environment it was rehearsed in. */
export type RehearsalRow = RehearsalFacts;

/** The data of a run as stored: times in ISO 8601. */
export interface StoredRunData {
  source: DataSource;
  takenAt: string | null;
  bytes: number | null;
  masked: boolean | null;
  tables: { name: string; rows: number; production: number | null }[];
}

export const runDataOf = (stored: StoredRunData | null): RunData | null =>
  stored && { ...stored, takenAt: stored.takenAt === null ? null : new Date(stored.takenAt) };

interface StoredEnvironment {
  id: string;
  name: string;
  kind: EnvironmentKind;
  planChangedAt: string | null;
  backOutChangedAt: string | null;
  traits: Record<string, string>;
  accepted: ParityAcceptance[];
  pilots: {
    number: number;
    startedAt: string;
    endedAt: string | null;
    outcome: RunOutcome | null;
    data: StoredRunData | null;
    backOutAt: string | null;
    backOutEndedAt: string | null;
  }[];
}

const date = (value: string | null) => (value === null ? null : new Date(value));

/** Reads what has to be rehearsed and what was. Without rules nothing else is read. */
export async function loadRehearsal(client: Client, upgradeId: string): Promise<RehearsalRow> {
  const [row] = await client.$queryRaw<
    { rules: RehearsalRules | null; environments: StoredEnvironment[] | null }[]
  >`
    SELECT u.rehearsal AS rules, CASE WHEN u.rehearsal IS NOT NULL THEN (
      SELECT json_agg(json_build_object(
        'id', e.id, 'name', e.name, 'kind', e.kind, 'planChangedAt', e."planChangedAt", 'backOutChangedAt', e."backOutChangedAt",
        'traits', (SELECT coalesce(json_object_agg(t.key, t.value), '{}') FROM "EnvironmentTrait" t WHERE t."environmentId" = e.id),
        'accepted', (SELECT coalesce(json_agg(json_build_object('key', a.key, 'here', a.here, 'production', a.production, 'reason', a.reason) ORDER BY a.at), '[]')
          FROM "ParityAcceptance" a WHERE a."environmentId" = e.id AND a."endedAt" IS NULL),
        'pilots', (SELECT coalesce(json_agg(json_build_object('number', r.number, 'startedAt', r."startedAt", 'endedAt', r."endedAt", 'outcome', r.outcome,
            'data', r.data, 'backOutAt', r."backOutAt", 'backOutEndedAt', r."backOutEndedAt") ORDER BY r.number), '[]')
          FROM "MigrationRun" r WHERE r."environmentId" = e.id AND r.kind = 'pilot')) ORDER BY e.position)
      FROM "Environment" e WHERE e."upgradeId" = u.id) END AS environments
    FROM "Upgrade" u WHERE u.id = ${upgradeId}::uuid`;
  const none = { rules: null, planChangedAt: null, backOutChangedAt: null, pilots: [], parity: null };
  if (!row?.rules) return none;
  const { rules, environments } = row;
  const all = environments ?? [];
  const prod = all.find(({ kind }) => kind === "prod");
  const rehearsed = all.filter(({ kind }) => kind === rules.pilotIn);
  const nearest = rehearsed.at(-1);
  const traits = (environment: StoredEnvironment) => new Map(Object.entries(environment.traits));
  return {
    rules,
    planChangedAt: date(prod?.planChangedAt ?? null),
    backOutChangedAt: date(prod?.backOutChangedAt ?? null),
    pilots: rehearsed.flatMap((environment) =>
      environment.pilots.map((pilot) => pilotFact(environment, pilot)),
    ),
    parity:
      nearest && prod
        ? {
            environmentName: nearest.name,
            parity: compareParity(traits(nearest), traits(prod), nearest.accepted),
          }
        : null,
  };
}

function pilotFact({ name }: StoredEnvironment, pilot: StoredEnvironment["pilots"][number]): PilotFact {
  const backOutAt = date(pilot.backOutAt);
  return {
    number: pilot.number,
    environmentName: name,
    startedAt: new Date(pilot.startedAt),
    endedAt: date(pilot.endedAt),
    outcome: pilot.outcome,
    data: runDataOf(pilot.data),
    backOut: backOutAt && { startedAt: backOutAt, endedAt: date(pilot.backOutEndedAt) },
  };
}
