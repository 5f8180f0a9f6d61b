import type { ItemState } from "@/domain/inventory";
import type { KnownItem, RowEdits } from "@/domain/item-sheet-row";
import type { WriteClient } from "@/lib/db";

/** Writes what rows change of items, all in one statement: thousands of them would wait for one another. */
export async function storeRevisions(
  tx: WriteClient,
  revised: readonly { was: KnownItem; edits: RowEdits }[],
): Promise<void> {
  if (revised.length === 0) return;
  const rows = revised.map(({ was, edits }) => ({
    id: was.id,
    version: was.version,
    title: edits.title ?? was.title,
    level: edits.level ?? was.level,
    note: edits.note ?? was.note,
    ownerId: edits.ownerId ?? was.ownerId,
    dueAt: edits.dueAt ?? was.dueAt,
    fields: { ...was.fields, ...edits.fields },
    verdict: edits.verdict?.value ?? was.verdict,
    verdictReason: edits.verdict?.reason ?? was.verdictReason,
  }));
  const written = await tx.$executeRaw`
    UPDATE "InventoryItem" i SET title = x.title, level = x.level::"FindingLevel", note = x.note, "ownerId" = x."ownerId", "dueAt" = x."dueAt",
      fields = x.fields, verdict = x.verdict, "verdictReason" = x."verdictReason", version = i.version + 1
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id uuid, version int, title text, level text, note text, "ownerId" uuid,
      "dueAt" timestamptz, fields jsonb, verdict text, "verdictReason" text)
    WHERE i.id = x.id AND i.version = x.version`;
  if (written !== rows.length) throw new Error("Items changed although their upgrade is locked");
}

/** Writes how far items are in environments. */
export async function storeStandings(
  tx: WriteClient,
  standings: readonly { itemId: string; environmentId: string; state: ItemState; reason: string }[],
  now: Date,
  byId: string,
): Promise<void> {
  if (standings.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO "ItemStanding" ("itemId", "environmentId", state, reason, since, "byId")
    SELECT x."itemId", x."environmentId", x.state::"ItemState", x.reason, ${now}, ${byId}::uuid
    FROM jsonb_to_recordset(${JSON.stringify(standings)}::jsonb) AS x("itemId" uuid, "environmentId" uuid, state text, reason text)
    ON CONFLICT ("itemId", "environmentId") DO UPDATE SET state = excluded.state, reason = excluded.reason, since = excluded.since, "byId" = excluded."byId"`;
}
