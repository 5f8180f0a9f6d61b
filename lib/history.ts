import { sentence } from "@/domain/event";
import type { ReadClient } from "@/lib/db";

interface Row {
  seq: number;
  at: Date;
  actorId: string | null;
  actorName: string;
  type: string;
  data: unknown;
}

/** What happened to a step or inventory item, its evidence and its comments, latest first; `before` a sequence number. */
export async function loadHistory(
  client: Pick<ReadClient, "$queryRaw">,
  upgradeId: string,
  subjectId: string,
  limit: number,
  before: number | null = null,
) {
  const rows = await client.$queryRaw<Row[]>`
    SELECT seq, at, "actorId", "actorName", type, data FROM "AuditEvent"
    WHERE chain = ${upgradeId} AND "subjectId" IN (
        SELECT ${subjectId} UNION ALL SELECT id::text FROM "Evidence" WHERE "stepId" = ${subjectId}::uuid OR "itemId" = ${subjectId}::uuid
        UNION ALL SELECT id::text FROM "Comment" WHERE "stepId" = ${subjectId}::uuid OR "itemId" = ${subjectId}::uuid)
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
