import { canStartBehind } from "@/domain/gate";
import type { ReadClient } from "@/lib/db";
import { paths } from "@/lib/paths";
import type { Present } from "@/lib/present";
import type { HomeView } from "../schema";

const listed = 6;

type Row = {
  id: string;
  code: string;
  title: string;
  environmentId: string | null;
  assigneeId: string | null;
  minutes: number | null;
  total: number;
};

/** Steps that could be started this moment: one's own first, then nobody's, then others', in the order of the work. */
export async function startableSteps(
  read: Pick<ReadClient, "$queryRaw">,
  { upgrade, environments }: Present,
  personId: string,
  now: Date,
): Promise<{ steps: HomeView["startable"]; total: number }> {
  const open = environments
    .filter(({ entry, environment }) => canStartBehind(entry.state, environment))
    .map(({ environment }) => environment.id);
  const rows = await read.$queryRaw<Row[]>`
    SELECT s.id, s.code, s.title, s."environmentId", s."assigneeId", s."plannedMinutes" AS minutes, (count(*) OVER ())::int AS total
    FROM "Step" s LEFT JOIN "Environment" e ON e.id = s."environmentId"
    WHERE s."upgradeId" = ${upgrade.id}::uuid AND s."removedAt" IS NULL AND s.state = 'todo'
      AND (s."environmentId" IS NULL OR s.gate = 'entry' OR s."environmentId" = ANY (${open}::uuid[]))
      AND NOT EXISTS (
        SELECT 1 FROM "StepPredecessor" p JOIN "Step" q ON q.id = p."predecessorId"
        WHERE p."stepId" = s.id AND q."removedAt" IS NULL AND q.state IN ('todo', 'doing', 'blocked'))
      AND (NOT s."retiresOld" OR EXISTS (
        SELECT 1 FROM "TrafficShift" f WHERE f."environmentId" = s."environmentId" AND f.share = 100
          AND f.at + f."agreedHours" * interval '1 hour' <= ${now}
          AND NOT EXISTS (SELECT 1 FROM "TrafficShift" g WHERE g."environmentId" = f."environmentId" AND g.number > f.number)))
    ORDER BY coalesce(s."assigneeId" = ${personId}::uuid, false) DESC, (s."assigneeId" IS NULL) DESC, e.position NULLS FIRST, s."phasePosition", s.position
    LIMIT ${listed}`;
  const names = new Map(upgrade.members.map(({ id, name }) => [id, name]));
  const steps = rows.map(({ id, code, title, environmentId, assigneeId, minutes }) => {
    const environment = upgrade.environments.find((candidate) => candidate.id === environmentId);
    return {
      id,
      code,
      title,
      minutes,
      environment: environment?.name ?? null,
      href: environment
        ? paths.checklist(upgrade.key, environment.key, { step: code })
        : paths.plan(upgrade.key, { step: code }),
      assignee: assigneeId ? (names.get(assigneeId) ?? null) : null,
      mine: assigneeId === personId,
    };
  });
  return { steps, total: rows[0]?.total ?? 0 };
}
