import type { FieldValue } from "@/domain/finding";
import type { InventoryKind } from "@/domain/inventory";
import type { SheetPlace } from "@/domain/item-sheet";
import type { KnownItem } from "@/domain/item-sheet-row";
import type { ReadClient } from "@/lib/db";
import type { ItemSource } from "@/lib/inventory";

/** The items of a kind as tables show them, in the order of their codes, and the environments that have a column. */
export async function loadSheet(
  client: Pick<ReadClient, "inventoryItem" | "environment" | "user">,
  upgradeId: string,
  kind: Pick<InventoryKind, "id" | "environments">,
): Promise<{ places: SheetPlace[]; items: KnownItem[] }> {
  const environments = await client.environment.findMany({
    where: { upgradeId },
    orderBy: { position: "asc" },
    select: { id: true, key: true, name: true, kind: true },
  });
  const rows = await client.inventoryItem.findMany({
    where: { upgradeId, kind: kind.id },
    omit: { findings: true },
    include: { standings: { select: { environmentId: true, state: true, reason: true } } },
  });
  const owners = await client.user.findMany({
    where: { id: { in: [...new Set(rows.flatMap(({ ownerId }) => ownerId ?? []))] } },
    select: { id: true, name: true, email: true },
  });
  const ownerOf = new Map(owners.map(({ id, ...owner }) => [id, owner]));
  const items = rows.map((row): KnownItem => {
    const { id, code, key, title, level, verdict, verdictReason, note, ownerId, environmentIds, version } =
      row;
    return {
      ...{ id, code, key, title, level, verdict, verdictReason, note, ownerId, environmentIds, version },
      fields: row.fields as Record<string, FieldValue>,
      owner: ownerOf.get(ownerId ?? "") ?? null,
      dueAt: row.dueAt?.toISOString() ?? null,
      source: sourceText(row.source as unknown as ItemSource),
      removed: row.removedAt !== null,
      states: Object.fromEntries(row.standings.map((one) => [one.environmentId, one.state])),
      stateReasons: Object.fromEntries(row.standings.map((one) => [one.environmentId, one.reason])),
    };
  });
  // What no item of the kind could be worked in needs no column.
  const places = environments.filter(
    (place) => kind.environments.length === 0 || kind.environments.includes(place.kind),
  );
  return { places, items: items.sort(byCode) };
}

/** "CU-2" before "CU-10". */
const byCode = (a: { code: string }, b: { code: string }) =>
  a.code.length - b.code.length || (a.code < b.code ? -1 : 1);

const sourceText = ({ kind, name }: ItemSource): string =>
  kind === "typed" ? "typed in" : kind === "copied" ? `carried over from ${name}` : name;
