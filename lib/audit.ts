import { createHash } from "node:crypto";
import { chainMaterial } from "@/domain/audit-chain";
import type { NewEvent } from "@/domain/event";
import type { Role } from "@/domain/role";
import type { Actor } from "@/lib/actor";
import { Prisma, type WriteClient } from "@/lib/db";

/** Where a chain stands, read under its row lock. */
export interface Head {
  chain: string;
  seq: number;
  hash: string;
}

/** SHA-256 of a text, hex: the hash of audit chains and manifests. */
export const sha256 = (text: string | Uint8Array): string => createHash("sha256").update(text).digest("hex");

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

/** Appends events behind the head and moves it. Answers the sequence number of the last one. */
export async function appendEvents(
  tx: WriteClient,
  head: Head,
  actor: Pick<Actor, "id" | "name">,
  roles: readonly Role[],
  now: Date,
  events: readonly NewEvent[],
): Promise<number> {
  let { seq, hash } = head;
  const rows = events.map((event) => {
    seq += 1;
    // Through JSON, so that what is hashed is exactly what is stored: no undefined, no dates.
    const data = JSON.parse(JSON.stringify(event.data)) as Prisma.InputJsonObject;
    const previousHash = hash;
    hash = sha256(
      chainMaterial({
        chain: head.chain,
        seq,
        at: now.toISOString(),
        actor: { id: actor.id, name: actor.name, roles: [...roles] },
        type: event.type,
        subject: { ...event.subject, environmentId: event.environmentId ?? null },
        data,
        previousHash,
      }),
    );
    return {
      chain: head.chain,
      seq,
      at: now,
      actorId: actor.id,
      actorName: actor.name,
      actorRoles: [...roles],
      type: event.type,
      subjectType: event.subject.type,
      subjectId: event.subject.id,
      environmentId: event.environmentId ?? null,
      data,
      previousHash,
      hash,
    };
  });
  await tx.auditEvent.createMany({ data: rows });
  await tx.$executeRaw`UPDATE "AuditChain" SET seq = ${seq}, hash = ${hash} WHERE id = ${head.chain}`;
  return seq;
}

/** Tells every process which subjects moved; delivered on commit only. Long lists are left out: the listener then reads everything again. */
export async function notifyListeners(
  tx: WriteClient,
  chain: string,
  seq: number,
  events: readonly NewEvent[],
): Promise<void> {
  const subjects = events.length > 60 ? null : [...new Set(events.map((event) => event.subject.id))];
  const payload = JSON.stringify({ chain, seq, subjects });
  await tx.$executeRaw(Prisma.sql`SELECT pg_notify('liftlock', ${payload})`);
}
