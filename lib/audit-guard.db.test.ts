import { describe, expect, it } from "vitest";
import { Prisma, reader, writer } from "@/lib/db";
import { world } from "@/scripts/testing/world";

/** Tables that hold no facts of history, each with the reason. Everything else is guarded. */
const unguarded: Record<string, string> = {
  AuditChain: "the head of history itself",
  AuditEvent: "history itself",
  Session: "who is signed in where; ending all of them is an event of the person",
  RateLimit: "counts of failed sign-ins",
  IdempotencyKey: "stored answers",
  Notification: "derived from events",
  HealthSample:
    "raw measurements by the thousand: their push is an event with number and hash, and no row changes again",
  Presence: "who looks where right now",
};

const tables = Object.values(Prisma.ModelName);

async function triggersOf(table: string): Promise<string[]> {
  const rows = await reader.$queryRaw<{ name: string }[]>`
    SELECT tgname AS name FROM pg_trigger WHERE tgrelid = ${`"${table}"`}::regclass AND NOT tgisinternal`;
  return rows.map((row) => row.name);
}

describe("The database refuses a change without an event", () => {
  it.each(tables.filter((table) => !(table in unguarded)))("of %s", async (table) => {
    await world();
    expect(await triggersOf(table)).toContain("change_is_audited");
    const columns = await reader.$queryRaw<{ name: string }[]>`
      SELECT column_name AS name FROM information_schema.columns WHERE table_name = ${table} AND data_type IN ('uuid', 'text', 'jsonb', 'bytea') ORDER BY ordinal_position LIMIT 1`;
    const column = columns[0]?.name ?? "id";
    const count = await writer.$queryRawUnsafe<{ n: number }[]>(`SELECT count(*)::int AS n FROM "${table}"`);
    const bare = writer.$executeRawUnsafe(`UPDATE "${table}" SET "${column}" = "${column}"`);
    // A table without rows has nothing to change; that its guard is there was asserted above.
    if (count[0]?.n === 0) await bare;
    else await expect(bare).rejects.toThrow(/unaudited change/);
  });

  it.each(Object.keys(unguarded))("but not of %s, on purpose", async (table) => {
    expect(await triggersOf(table)).not.toContain("change_is_audited");
  });
});

describe("History", () => {
  it("takes no update, no delete and no truncation", async () => {
    await world();
    await expect(writer.$executeRaw`UPDATE "AuditEvent" SET "actorName" = 'Nobody'`).rejects.toThrow(
      /append-only|permission denied/,
    );
    await expect(writer.$executeRaw`DELETE FROM "AuditEvent"`).rejects.toThrow(
      /append-only|permission denied/,
    );
    await expect(writer.$executeRaw`TRUNCATE "AuditEvent"`).rejects.toThrow(/append-only|permission denied/);
  });

  it("is not let out of its guard by the application's own role", async () => {
    await expect(writer.$executeRaw`ALTER TABLE "AuditEvent" DISABLE TRIGGER ALL`).rejects.toThrow(/owner/);
    await expect(writer.$executeRaw`DROP TABLE "AuditEvent"`).rejects.toThrow(/owner/);
    await expect(writer.$executeRaw`SET session_replication_role = replica`).rejects.toThrow(
      /permission denied/,
    );
  });

  it("does not let a row name another transaction", async () => {
    const { key } = await world();
    const upgrade = await reader.upgrade.findUniqueOrThrow({ where: { key } });
    const [last] = await reader.auditEvent.findMany({
      where: { chain: upgrade.id },
      orderBy: { seq: "desc" },
      take: 1,
    });
    if (!last) throw new Error("no history");
    await expect(
      writer.$transaction(async (tx) => {
        await tx.auditEvent.create({ data: { ...last, data: {}, seq: last.seq + 1, xid: 1n } });
        const written = await tx.auditEvent.findUniqueOrThrow({
          where: { chain_seq: { chain: upgrade.id, seq: last.seq + 1 } },
        });
        expect(written.xid).not.toBe(1n);
        throw new Error("not kept");
      }),
    ).rejects.toThrow("not kept");
  });

  it("can't be written over a connection for reading", async () => {
    await expect(reader.$queryRaw`UPDATE "User" SET name = name RETURNING id`).rejects.toThrow(/read-only/);
  });
});
