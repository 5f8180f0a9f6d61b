import { setImmediate } from "node:timers/promises";
import type { ChainedRow, ChainHead } from "@/domain/audit-chain";
import type { ReadClient } from "@/lib/db";

/** Rows of a chain in their order, and the head of the chain as it was at the same moment. */
export interface Batch {
  head: ChainHead | null;
  rows: ChainedRow[];
}

/** How many rows are read at once: more is no faster, and holds up everybody else for longer. */
const batchSize = 2_000;

/** In the order in which the statement below names them: names in every row would be a fifth of the text. */
type Row = [
  seq: number,
  at: string,
  actorId: string | null,
  actorName: string,
  actorRoles: string[],
  type: string,
  subjectType: string,
  subjectId: string,
  environmentId: string | null,
  data: unknown,
  previousHash: string,
  hash: string,
];

/**
 * One batch, as one text: a quarter of the time of a column each. Bounded above while the chain goes on, because a table
 * that has just grown has no statistics yet, and PostgreSQL then sorts everything behind `after` for each batch.
 */
const ask = (read: Pick<ReadClient, "$queryRaw">, chain: string, after: number, upTo: number) =>
  read.$queryRaw<{ head: ChainHead | null; rows: string }[]>`
    SELECT (SELECT json_build_object('seq', seq, 'hash', hash) FROM "AuditChain" WHERE id = ${chain}) AS head,
      (SELECT coalesce(json_agg(r), '[]')::text FROM (
        SELECT json_build_array(seq, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), "actorId", "actorName", "actorRoles", type,
          "subjectType", "subjectId", "environmentId", data, "previousHash", hash) AS r
        FROM "AuditEvent" WHERE chain = ${chain} AND seq > ${after} AND seq <= ${upTo} ORDER BY seq) q) AS rows`;

/** Behind every event there can be: the last batch has no end, so that rows behind the head are found too. */
const noEnd = 2 ** 31 - 1;

/** How many batches are on their way while the caller works on one: PostgreSQL writes each in a process of its own. */
const ahead = 2;

/**
 * Reads a whole chain batch by batch, the next ones while the caller works on this. One statement reads head and rows, so
 * that what is appended meanwhile never looks like a fault: the head of the last batch is the one its last row must fit.
 */
export async function* readChain(read: Pick<ReadClient, "$queryRaw">, chain: string): AsyncGenerator<Batch> {
  let upTo = batchSize;
  const asked = [ask(read, chain, -1, upTo)];
  for (let next = asked.shift(); next; next = asked.shift()) {
    const [found] = await next;
    const head = found?.head ?? null;
    while (upTo !== noEnd && asked.length < ahead) {
      const after = upTo;
      upTo = head && head.seq > after + batchSize ? after + batchSize : noEnd;
      const question = ask(read, chain, after, upTo);
      // A caller that has found a fault asks no more: then nobody waits for this answer, and its failure is nobody's.
      question.catch(() => undefined);
      asked.push(question);
    }
    // A turn of the event loop sends the questions; without it PostgreSQL would wait until the caller is done.
    await setImmediate();
    yield { head, rows: (JSON.parse(found?.rows ?? "[]") as Row[]).map((row) => chained(chain, row)) };
  }
}

function chained(chain: string, row: Row): ChainedRow {
  const [seq, at, actorId, actorName, actorRoles, type, subjectType, subjectId, environmentId, data] = row;
  return {
    chain,
    seq,
    at,
    actor: { id: actorId, name: actorName, roles: actorRoles },
    type,
    subject: { type: subjectType, id: subjectId, environmentId },
    data,
    previousHash: row[10],
    hash: row[11],
  };
}
