import type { ChainedRow, ChainHead } from "@/domain/audit-chain";
import type { ReadClient } from "@/lib/db";

/** Rows of a chain in their order, and the head of the chain as it was at the same moment. */
export interface Batch {
  head: ChainHead | null;
  rows: ChainedRow[];
}

/** How many rows are read at once: more is no faster, and holds up everybody else for longer. */
const batchSize = 2_000;

interface Row {
  seq: number;
  at: string;
  actorId: string | null;
  actorName: string;
  actorRoles: string[];
  type: string;
  subjectType: string;
  subjectId: string;
  environmentId: string | null;
  data: unknown;
  previousHash: string;
  hash: string;
}

/**
 * Reads a whole chain batch by batch. One statement reads head and rows, so that what is appended meanwhile never
 * looks like a fault: the head of the last batch is the one its last row must fit.
 */
export async function* readChain(read: Pick<ReadClient, "$queryRaw">, chain: string): AsyncGenerator<Batch> {
  let after = -1;
  for (;;) {
    // As one text: a quarter of the time of a column each.
    const [found] = await read.$queryRaw<{ head: ChainHead | null; rows: string }[]>`
      SELECT (SELECT json_build_object('seq', seq, 'hash', hash) FROM "AuditChain" WHERE id = ${chain}) AS head,
        (SELECT coalesce(json_agg(r), '[]')::text FROM (
          SELECT seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, "actorId", "actorName", "actorRoles", type,
            "subjectType", "subjectId", "environmentId", data, "previousHash", hash
          FROM "AuditEvent" WHERE chain = ${chain} AND seq > ${after} ORDER BY seq LIMIT ${batchSize}) r) AS rows`;
    const rows = JSON.parse(found?.rows ?? "[]") as Row[];
    yield { head: found?.head ?? null, rows: rows.map((row) => chained(chain, row)) };
    after = rows.at(-1)?.seq ?? after;
    if (rows.length < batchSize) return;
  }
}

function chained(chain: string, row: Row): ChainedRow {
  return {
    chain,
    seq: row.seq,
    at: row.at,
    actor: { id: row.actorId, name: row.actorName, roles: row.actorRoles },
    type: row.type,
    subject: { type: row.subjectType, id: row.subjectId, environmentId: row.environmentId },
    data: row.data,
    previousHash: row.previousHash,
    hash: row.hash,
  };
}
