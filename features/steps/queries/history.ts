import { sentence } from "@/domain/event";
import type { ReadClient } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { upgradeQuery } from "@/lib/read";
import { stepHistoryInput, stepHistoryOutput } from "../schema/reading";

interface Row {
  seq: number;
  at: Date;
  actorId: string | null;
  actorName: string;
  type: string;
  data: unknown;
}

/** What happened to a step, its evidence and its comments, latest first; `before` a sequence number. */
export async function loadHistory(
  client: Pick<ReadClient, "$queryRaw">,
  upgradeId: string,
  stepId: string,
  limit: number,
  before: number | null = null,
) {
  const rows = await client.$queryRaw<Row[]>`
    SELECT seq, at, "actorId", "actorName", type, data FROM "AuditEvent"
    WHERE chain = ${upgradeId} AND "subjectId" IN (
        SELECT ${stepId} UNION ALL SELECT id::text FROM "Evidence" WHERE "stepId" = ${stepId}::uuid
        UNION ALL SELECT id::text FROM "Comment" WHERE "stepId" = ${stepId}::uuid)
      AND (${before}::int IS NULL OR seq < ${before}::int)
    ORDER BY seq DESC LIMIT ${limit}`;
  return rows.map(({ seq, at, actorId, actorName, type, data }) => ({
    seq,
    at: at.toISOString(),
    actor: { id: actorId, name: actorName },
    type,
    sentence: sentence(actorName, type, data),
  }));
}

export const stepHistory = upgradeQuery({
  name: "step.history",
  action: "step.view",
  summary: "What happened to a step, its evidence and its comments, latest first",
  path: "/upgrades/{upgrade}/steps/{step}/history",
  input: stepHistoryInput,
  output: stepHistoryOutput,
  run: async ({ read, upgrade }, { step, cursor, limit }) => {
    // Also of a removed step: its history stays.
    const known = await read.step.findFirst({
      where: { id: step, upgradeId: upgrade.id },
      select: { id: true },
    });
    if (!known) throw notFound("step");
    const items = await loadHistory(read, upgrade.id, step, limit + 1, cursor ?? null);
    const page = items.slice(0, limit);
    return { items: page, next: items.length > limit ? String(page.at(-1)?.seq) : null };
  },
});
