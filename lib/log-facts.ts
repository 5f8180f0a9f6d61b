import type { LogFacts, LogStanding } from "@/domain/log/proofs";
import type { ReadClient } from "@/lib/db";

type Client = Pick<ReadClient, "$queryRaw">;

/** What a reading asks somebody to decide about, as it is stored. */
export interface StoredAsk {
  signature: string;
  message: string;
  run: boolean;
}

/** Reads what gates judge logs by: of each environment the latest reading of its new stack, with what was decided. */
export async function loadLogFacts(client: Client, upgradeId: string): Promise<LogFacts["standings"]> {
  type Row = {
    standings:
      | { environmentId: string; number: number; readAt: string; asking: LogStanding["asking"] }[]
      | null;
  };
  const [row] = await client.$queryRaw<Row[]>`
    SELECT (
      SELECT json_agg(json_build_object('environmentId', r."environmentId", 'number', r.number, 'readAt', r."readAt", 'asking', (
        SELECT coalesce(json_agg(json_build_object('message', a->>'message', 'run', (a->>'run')::boolean, 'decision', d.decision) ORDER BY n), '[]')
        FROM jsonb_array_elements(r.asking) WITH ORDINALITY AS x(a, n)
        LEFT JOIN "LogDecision" d ON d."environmentId" = r."environmentId" AND d.signature = a->>'signature')))
      FROM (SELECT DISTINCT ON ("environmentId") "environmentId", number, "readAt", asking FROM "LogReading"
        WHERE "upgradeId" = u.id AND kind = 'current' ORDER BY "environmentId", number DESC) r) AS standings
    FROM "Upgrade" u WHERE u.id = ${upgradeId}::uuid`;
  const standings = (row?.standings ?? []).map(({ environmentId, number, readAt, asking }) => {
    const standing: LogStanding = { number, readAt: new Date(readAt), asking };
    return [environmentId, standing] as const;
  });
  return new Map(standings);
}
