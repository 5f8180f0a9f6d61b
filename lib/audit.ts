import { hash as digest } from "node:crypto";
import { chainMaterial } from "@/domain/audit-chain";
import type { NewEvent } from "@/domain/event";
import type { Role } from "@/domain/role";
import type { Actor } from "@/lib/actor";
import type { Prisma, WriteClient } from "@/lib/db";

/** Where a chain stands, read under its row lock. */
export interface Head {
  chain: string;
  seq: number;
  hash: string;
}

/** SHA-256 of a text, hex: the hash of audit chains and manifests. */
export const sha256 = (text: string | Uint8Array): string => digest("sha256", text, "hex");

/** Locks a chain until the transaction ends and answers its head; a chain begins when it is first locked. */
export async function lockChain(tx: WriteClient, chain: string): Promise<Head> {
  const lock = () =>
    tx.$queryRaw<Head[]>`SELECT id AS chain, seq, hash FROM "AuditChain" WHERE id = ${chain} FOR UPDATE`;
  const [head] = await lock();
  if (head) return head;
  await tx.$executeRaw`INSERT INTO "AuditChain" (id) VALUES (${chain}) ON CONFLICT DO NOTHING`;
  const [created] = await lock();
  if (!created) throw new Error(`The audit chain ${chain} could not be made`);
  return created;
}

/**
 * Appends events behind the head, moves it, and tells every process which subjects moved (on commit only; a long list is
 * left out: listeners then read everything again). One statement, however many events. Answers the number of the last one.
 */
export async function appendEvents(
  tx: WriteClient,
  head: Head,
  actor: Pick<Actor, "id" | "name">,
  roles: readonly Role[],
  now: Date,
  events: readonly NewEvent[],
): Promise<number> {
  let { seq, hash } = head;
  const at = now.toISOString();
  const rows = events.map((event) => {
    seq += 1;
    // Through JSON, so that what is hashed is exactly what is stored: no undefined, no dates.
    const data = JSON.parse(JSON.stringify(event.data)) as Prisma.InputJsonObject;
    const previousHash = hash;
    const subject = { ...event.subject, environmentId: event.environmentId ?? null };
    hash = sha256(
      chainMaterial({
        chain: head.chain,
        seq,
        at,
        actor: { id: actor.id, name: actor.name, roles: [...roles] },
        type: event.type,
        subject,
        data,
        previousHash,
      }),
    );
    const { type: subjectType, id: subjectId, environmentId } = subject;
    return { seq, type: event.type, subjectType, subjectId, environmentId, data, previousHash, hash };
  });
  const subjects = events.length > 60 ? null : [...new Set(events.map((event) => event.subject.id))];
  await tx.$executeRaw`
    WITH stored AS (
      INSERT INTO "AuditEvent" (chain, seq, at, "actorId", "actorName", "actorRoles", type, "subjectType", "subjectId", "environmentId", data, "previousHash", hash)
      SELECT ${head.chain}, e.seq, ${now}, ${actor.id}, ${actor.name}, ${[...roles]}::text[], e.type, e."subjectType", e."subjectId", e."environmentId", e.data, e."previousHash", e.hash
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS e(seq int, type text, "subjectType" text, "subjectId" text, "environmentId" text, data jsonb, "previousHash" text, hash text)
    ), moved AS (
      UPDATE "AuditChain" SET seq = ${seq}, hash = ${hash} WHERE id = ${head.chain}
    )
    SELECT pg_notify('liftlock', ${JSON.stringify({ chain: head.chain, seq, subjects })})`;
  return seq;
}
