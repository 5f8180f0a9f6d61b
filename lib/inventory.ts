import { canonicalJson } from "@/domain/canonical";
import type { NewEvent } from "@/domain/event";
import type { FieldValue, Finding, FindingLevel } from "@/domain/finding";
import { type InventoryKind, verdictOf } from "@/domain/inventory";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient, WriteClient } from "@/lib/db";
import { AppError, conflict, notFound } from "@/lib/errors";
import { kindsOfPlaybook, type PlaybookKinds } from "@/lib/kinds";
import { byReference } from "@/lib/test-cases";

/** Where an item came from. */
export type ItemSource = {
  kind: "typed" | "file" | "copied";
  /** File, or upgrade. */
  name: string;
  /** ISO 8601. */
  at: string;
};

/** The verdict the same thing had elsewhere. */
export type ItemProposal = { verdict: string; label: string; reason: string; upgrade: string; code: string };

/** An item about to be stored. */
export interface NewItem {
  id: string;
  code: string;
  key: string;
  title: string;
  level: FindingLevel;
  verdict: string | null;
  verdictReason: string;
  fields: { readonly [field: string]: FieldValue };
  note: string;
  findings: readonly Finding[];
  source: ItemSource;
  environmentIds: readonly string[];
  ownerId: string | null;
  dueAt: Date | null;
}

/** The kinds of inventory of an upgrade, as the version of the playbook it keeps knows them. */
export async function kindsOf(
  client: Pick<ReadClient, "upgrade" | "$queryRaw">,
  upgradeId: string,
): Promise<PlaybookKinds> {
  const { playbookId } = await client.upgrade.findUniqueOrThrow({
    where: { id: upgradeId },
    select: { playbookId: true },
  });
  return kindsOfPlaybook(client, playbookId);
}

/** The kind of this id. Throws `not_found`. */
export async function kindOf(
  client: Pick<ReadClient, "upgrade" | "$queryRaw">,
  upgradeId: string,
  id: string,
): Promise<InventoryKind> {
  const kind = (await kindsOf(client, upgradeId)).kinds.find((candidate) => candidate.id === id);
  if (!kind) throw notFound(`inventory “${id}”`);
  return kind;
}

/** The item of this id or code in the upgrade, removed ones included. Throws `not_found`. */
export async function findItem(
  client: Pick<ReadClient, "inventoryItem">,
  upgrade: UpgradeScope,
  reference: string,
) {
  const row = await client.inventoryItem.findFirst({ where: byReference(upgrade.id, reference) });
  if (!row) throw notFound("inventory item");
  return row;
}

export type ItemRecord = Awaited<ReturnType<typeof findItem>>;

/** Throws `version_conflict` with what is there now unless it is the version that was seen. */
export function seenItem(row: ItemRecord, version: number): void {
  if (row.version === version) return;
  const { id, code, title, level, verdict, fields, note, ownerId, version: is } = row;
  throw conflict(code, { id, code, title, level, verdict, fields, note, ownerId, version: is });
}

/** What recognises a thing that somebody typed in: its title, without case and signs. */
export const keyOfTitle = (title: string): string =>
  title
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "") || title.toLowerCase();

/** The number behind the highest in use of a kind's codes; one is never given twice. */
export async function nextItemNumber(
  client: Pick<ReadClient, "$queryRaw">,
  upgradeId: string,
  letters: string,
): Promise<number> {
  const [row] = await client.$queryRaw<{ next: number }[]>`
    SELECT coalesce(max(substring(code FROM ${`^${letters}-([0-9]{1,9})$`})::int), 0) + 1 AS next
    FROM "InventoryItem" WHERE "upgradeId" = ${upgradeId}::uuid AND code LIKE ${`${letters}-%`}`;
  return row?.next ?? 1;
}

/**
 * What was decided about the same things in other upgrades of the product that the actor may see: the latest verdict of
 * each key that the kind still knows.
 */
export async function proposalsFor(
  client: Pick<ReadClient, "inventoryItem">,
  upgrade: UpgradeScope,
  slug: string,
  kind: InventoryKind,
  keys: readonly string[],
): Promise<ReadonlyMap<string, ItemProposal>> {
  if (kind.verdicts.length === 0 || keys.length === 0) return new Map();
  const rows = await client.inventoryItem.findMany({
    where: {
      kind: kind.id,
      key: { in: [...keys] },
      verdict: { not: null },
      removedAt: null,
      upgradeId: { not: upgrade.id },
      upgrade: { playbook: { slug }, members: { some: { userId: upgrade.actor.id ?? "" } } },
    },
    orderBy: { createdAt: "asc" },
    select: {
      key: true,
      code: true,
      verdict: true,
      verdictReason: true,
      upgrade: { select: { key: true } },
    },
  });
  const found = new Map<string, ItemProposal>();
  for (const { key, code, verdict, verdictReason, upgrade: from } of rows) {
    const known = verdictOf(kind, { verdict });
    if (known)
      found.set(key, {
        verdict: known.value,
        label: known.label,
        reason: verdictReason,
        upgrade: from.key,
        code,
      });
  }
  return found;
}

/** Stores new items with the verdicts proposed for them. Throws `duplicate` when one is on the list already. */
export async function storeItems(
  tx: WriteClient,
  upgrade: UpgradeScope & { actor: { id: string | null } },
  kind: InventoryKind,
  slug: string,
  now: Date,
  items: readonly NewItem[],
): Promise<void> {
  const keys = items.map(({ key }) => key);
  const [there] = await tx.$queryRaw<{ code: string; title: string; removedAt: Date | null }[]>`
    SELECT code, title, "removedAt" FROM "InventoryItem"
    WHERE "upgradeId" = ${upgrade.id}::uuid AND kind = ${kind.id} AND key = ANY(${keys}) LIMIT 1`;
  if (there)
    throw new AppError(
      "duplicate",
      `${there.code} “${there.title}” is ${there.removedAt ? "on the list of removed items: bring it back" : "on the list already"}.`,
    );
  const proposals = await proposalsFor(tx, upgrade, slug, kind, keys);
  const rows = items.map((item) => ({ ...item, proposal: proposals.get(item.key) ?? null }));
  // One statement with one parameter: Prisma takes seconds to compile thousands of rows.
  await tx.$executeRaw`
    INSERT INTO "InventoryItem" (id, "upgradeId", kind, code, key, title, level, verdict, "verdictReason", fields, note, findings, source,
      proposal, "environmentIds", "ownerId", "dueAt", "createdAt", "createdById")
    SELECT x.id, ${upgrade.id}::uuid, ${kind.id}, x.code, x.key, x.title, x.level::"FindingLevel", x.verdict, x."verdictReason", x.fields, x.note,
      x.findings, x.source, nullif(x.proposal, 'null'), ARRAY(SELECT jsonb_array_elements_text(x."environmentIds"))::uuid[], x."ownerId", x."dueAt",
      ${now}, ${upgrade.actor.id ?? ""}::uuid
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS x(id uuid, code text, key text, title text, level text, verdict text,
      "verdictReason" text, fields jsonb, note text, findings jsonb, source jsonb, proposal jsonb, "environmentIds" jsonb, "ownerId" uuid,
      "dueAt" timestamptz)`;
}

/** The event of an item that is new. */
export const addedEvent = (kind: InventoryKind, item: NewItem): NewEvent => ({
  type: "item.added",
  subject: { type: "inventory_item", id: item.id },
  data: {
    code: item.code,
    title: item.title,
    kind: kind.noun,
    level: item.level,
    source: item.source.kind === "typed" ? "" : item.source.name,
  },
});

/** A value of a field as history and screens say it. */
export function valueText(value: unknown): string {
  if (value === null || value === undefined || value === "") return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "string") return value;
  return typeof value === "number" ? String(value) : canonicalJson(value);
}
