import type { Attestation, Page } from "@/domain/attestation";
import type { EnvironmentKind } from "@/domain/environment";
import type { EnvironmentClock } from "@/domain/environment-change";
import { canStartBehind } from "@/domain/gate";
import type { GateState } from "@/domain/gate-kind";
import { resolveNeededBy } from "@/domain/needed-by";
import type { Role } from "@/domain/role";
import type { Predecessor, StepFacts, StepPart } from "@/domain/step";
import { agreedHoursOf, mayRetireOld, type TrafficShift } from "@/domain/traffic";
import type { ReadClient } from "@/lib/db";

type Client = Pick<ReadClient, "$queryRaw">;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The environment of a step as far as the step's rules and messages need it. */
export interface FactsEnvironment extends Mutable<EnvironmentClock> {
  id: string;
  key: string;
  name: string;
  entry: GateState;
  /** A command changed the clock and has to store it. */
  clockMoved: boolean;
}

/** A step with everything a change is judged by, and the row's other columns that changes touch. */
export interface LoadedStep extends Omit<StepFacts, "predecessors" | "environment"> {
  id: string;
  version: number;
  part: StepPart;
  neededBy: string | null;
  custom: boolean;
  attestation: boolean;
  /** Pages to read before attesting it. */
  readings: Page[];
  attestations: Attestation[];
  assigneeId: string | null;
  dueAt: Date | null;
  note: string;
  predecessors: (Predecessor & { id: string })[];
  /** Shifts of traffic of its environment, oldest first; null for a step that retires nothing. */
  shifts: TrafficShift[] | null;
  in: FactsEnvironment | null;
}

type Dates = "stateSince" | "startedAt" | "finishedAt" | "pausedAt" | "dueAt";
type Raw = Omit<LoadedStep, Dates | "in" | "shifts"> & { shifts: RawShift[] | null } & Record<
    Exclude<Dates, "stateSince">,
    string | null
  > & { stateSince: string } & {
    in:
      | (Pick<FactsEnvironment, "id" | "key" | "name" | "entry"> & {
          startedAt: string | null;
          changedAt: string | null;
        })
      | null;
  };

const date = (value: string | null) => (value === null ? null : new Date(value));

/** A shift of traffic as JSON from PostgreSQL. */
export type RawShift = Omit<TrafficShift, "at"> & { at: string };
export const shiftsOf = (raw: readonly RawShift[]): TrafficShift[] =>
  raw.map((shift) => ({ ...shift, at: new Date(shift.at) }));

/**
 * Reads steps of an upgrade by id, in one statement. Ids of other upgrades and of removed steps are left out: compare
 * what comes back with what was asked. Steps of one environment share one `in` object, so that a change of it is seen by all.
 */
export async function loadSteps(
  client: Client,
  upgradeId: string,
  ids: readonly string[],
): Promise<LoadedStep[]> {
  const [row] = await client.$queryRaw<{ steps: Raw[] | null }[]>`
    SELECT json_agg(json_build_object(
      'id', s.id, 'version', s.version, 'code', s.code, 'title', s.title, 'required', s.required, 'gate', s.gate, 'part', s.part,
      'neededBy', s."neededBy", 'custom', s."playbookStepId" IS NULL, 'attestation', s.attestation, 'readings', s.readings,
      'attestations', coalesce((SELECT json_agg(json_build_object('userId', t."userId", 'pages', t.pages)) FROM "Attestation" t
        WHERE t."stepId" = s.id), '[]'),
      'evidenceRequired', s."evidenceRequired", 'state', s.state, 'stateReason', s."stateReason", 'stateSince', s."stateSince",
      'startedAt', s."startedAt", 'finishedAt', s."finishedAt", 'doneById', s."doneById", 'skipRequestedById', s."skipRequestedById",
      'skipReason', s."skipReason", 'pausedAt', s."pausedAt", 'pauseReason', s."pauseReason", 'assigneeId', s."assigneeId", 'dueAt', s."dueAt", 'note', s.note,
      'evidenceKinds', coalesce((SELECT json_agg(DISTINCT v.kind) FROM "Evidence" v
        WHERE v."stepId" = s.id AND v."supersededById" IS NULL AND v."withdrawnAt" IS NULL), '[]'),
      'predecessors', coalesce((SELECT json_agg(json_build_object('id', p.id, 'code', p.code, 'title', p.title, 'state', p.state) ORDER BY p.code)
        FROM "StepPredecessor" d JOIN "Step" p ON p.id = d."predecessorId" AND p."removedAt" IS NULL WHERE d."stepId" = s.id), '[]'),
      'shifts', CASE WHEN s."retiresOld" THEN coalesce((SELECT json_agg(json_build_object('share', f.share, 'at', f.at, 'agreedHours', f."agreedHours") ORDER BY f.number)
        FROM "TrafficShift" f WHERE f."environmentId" = s."environmentId"), '[]') END,
      'in', CASE WHEN e.id IS NOT NULL THEN json_build_object('id', e.id, 'key', e.key, 'name', e.name, 'startedAt', e."startedAt",
        'changedAt', e."changedAt", 'entry', g.state) END)) AS steps
    FROM "Step" s
    LEFT JOIN "Environment" e ON e.id = s."environmentId"
    LEFT JOIN "Gate" g ON g."environmentId" = e.id AND g.kind = 'entry'
    WHERE s."upgradeId" = ${upgradeId}::uuid AND s.id = ANY (${[...ids]}::uuid[]) AND s."removedAt" IS NULL`;
  const environments = new Map<string, FactsEnvironment>();
  return (row?.steps ?? []).map(({ in: raw, shifts, ...step }) => {
    let environment = raw && environments.get(raw.id);
    if (raw && !environment) {
      environment = {
        ...raw,
        startedAt: date(raw.startedAt),
        changedAt: date(raw.changedAt),
        clockMoved: false,
      };
      environments.set(raw.id, environment);
    }
    return {
      ...step,
      stateSince: new Date(step.stateSince),
      startedAt: date(step.startedAt),
      finishedAt: date(step.finishedAt),
      pausedAt: date(step.pausedAt),
      dueAt: date(step.dueAt),
      shifts: shifts && shiftsOf(shifts),
      in: environment ?? null,
    };
  });
}

/** The step as the rules read it at this moment. */
export function factsOf({ in: environment, shifts, ...step }: LoadedStep, now: Date): StepFacts {
  return {
    ...step,
    retirement: shifts && mayRetireOld(shifts, agreedHoursOf(shifts), now),
    environment: environment && {
      name: environment.name,
      started: environment.startedAt !== null,
      entryOpen: canStartBehind(environment.entry, environment),
    },
  };
}

/** The environments whose gates may move when these steps change: their own, and for plan steps the one that needs them. */
export async function environmentsTouched(
  client: Client,
  upgradeId: string,
  steps: readonly { neededBy: string | null; in: { id: string } | null }[],
): Promise<string[]> {
  const touched = new Set(steps.flatMap((step) => (step.in ? [step.in.id] : [])));
  const needed = new Set(
    steps.flatMap((step) => (step.in === null && step.neededBy !== null ? [step.neededBy] : [])),
  );
  if (needed.size > 0) {
    const environments = await client.$queryRaw<{ id: string; kind: EnvironmentKind }[]>`
      SELECT id, kind FROM "Environment" WHERE "upgradeId" = ${upgradeId}::uuid ORDER BY position`;
    for (const name of needed) {
      const found = resolveNeededBy(name, environments);
      if (found) touched.add(found.environmentId);
    }
  }
  return [...touched];
}

/** Everybody in the upgrade who can still sign in, with what mentions and messages need. */
export async function loadMembers(
  client: Client,
  upgradeId: string,
): Promise<{ id: string; name: string; handle: string; roles: Role[] }[]> {
  return client.$queryRaw`
    SELECT w.id, w.name, split_part(w.email, '@', 1) AS handle, to_json(m.roles) AS roles
    FROM "Member" m JOIN "User" w ON w.id = m."userId" WHERE m."upgradeId" = ${upgradeId}::uuid AND w."disabledAt" IS NULL ORDER BY w.name`;
}
