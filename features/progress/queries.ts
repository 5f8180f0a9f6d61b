import { type BurnUpChange, type BurnUpStep, burnUp } from "@/domain/burn-up";
import type { StepState } from "@/domain/step";
import { savedTable } from "@/features/test-cases/queries/table";
import type { ReadClient } from "@/lib/db";
import { toWallTime } from "@/lib/format";
import { upgradeQuery } from "@/lib/read";
import { savedFacts } from "@/lib/saved-facts";
import { progressInput, progressOutput } from "./schema";

/** Progress over time per environment, computed from history, and where its tests stand. */
export const getProgress = upgradeQuery({
  name: "progress.get",
  action: "upgrade.view",
  summary: "Steps done over time and test cases by result, per environment",
  path: "/upgrades/{upgrade}/progress",
  input: progressInput,
  output: progressOutput,
  run: async ({ read, upgrade }) => {
    const saved = savedFacts(read, upgrade);
    return saved.once("progress", async () => {
      const [{ homeZone }, { steps, changes, beginning }, table] = await Promise.all([
        read.upgrade.findUniqueOrThrow({ where: { id: upgrade.id }, select: { homeZone: true } }),
        loadHistory(read, upgrade.id),
        savedTable(saved, read, upgrade.id),
      ]);
      const curves = burnUp(steps, changes, beginning, (at) => toWallTime(at, homeZone).slice(0, 10));
      return {
        from: new Date(beginning).toISOString(),
        environments: table.environments.map(({ id, key, name, counts }) => ({
          key,
          name,
          points: (curves.get(id) ?? []).map(({ at, ...numbers }) => ({
            at: new Date(at).toISOString(),
            ...numbers,
          })),
          tests: counts,
        })),
      };
    });
  },
});

type Reader = Pick<ReadClient, "$queryRaw">;
type StepRow = {
  id: string;
  environmentId: string;
  name: string;
  code: string;
  state: StepState;
  removedAt: Date | null;
};
type EventRow = {
  seq: number;
  at: Date;
  type: string;
  subjectId: string;
  before: StepState | null;
  added: string[] | null;
};

async function loadHistory(read: Reader, upgradeId: string) {
  const [rows, events] = await Promise.all([
    read.$queryRaw<
      StepRow[]
    >`SELECT s.id::text AS id, s."environmentId"::text AS "environmentId", e.name, s.code, s.state::text AS state, s."removedAt"
      FROM "Step" s JOIN "Environment" e ON e.id = s."environmentId" WHERE s."upgradeId" = ${upgradeId}::uuid`,
    read.$queryRaw<EventRow[]>`
      SELECT seq, at, type, "subjectId", data->'before'->>'state' AS before, CASE WHEN type = 'upgrade.answersChanged' THEN data->'added' END AS added
      FROM "AuditEvent" WHERE chain = ${upgradeId}
        AND (seq = 1 OR type IN ('step.added', 'environment.added', 'upgrade.answersChanged') OR (type LIKE 'step.%' AND data->'before'->>'state' IS NOT NULL))
      ORDER BY seq`,
  ]);
  const changes: BurnUpChange[] = [];
  const since = new Map<string, number>();
  const answered = new Map<string, number>();
  for (const { seq, at, type, subjectId, before, added } of events) {
    if (before !== null) changes.push({ stepId: subjectId, seq, at: at.getTime(), before });
    if (type === "step.added" || type === "environment.added") since.set(subjectId, at.getTime());
    for (const name of added ?? []) answered.set(name, at.getTime());
  }
  const steps = rows.map(({ id, environmentId, name, code, state, removedAt }): BurnUpStep => {
    // Changed answers name what they added as people read it.
    const addedAt = since.get(id) ?? since.get(environmentId) ?? answered.get(`${code} in ${name}`) ?? null;
    return { id, environmentId, state, addedAt, removedAt: removedAt?.getTime() ?? null };
  });
  return { steps, changes, beginning: events[0]?.at.getTime() ?? 0 };
}
