import { foundItems } from "@/analysers/found-items";
import type { Analyser } from "@/domain/analyser";
import { kindOfAnalyser } from "@/domain/analyser";
import { canonicalJson } from "@/domain/canonical";
import type { FieldValue, FindingLevel, FoundItem } from "@/domain/finding";
import { findingLevels } from "@/domain/finding";
import { fieldFaults, type InventoryKind } from "@/domain/inventory";
import type { ReadClient } from "@/lib/db";

/** What is found but says nothing by itself becomes an item only where the list is the point. */
const leastLevel: Record<Analyser, FindingLevel> = {
  configuration: "attention",
  certificates: "attention",
  artifact: "info",
  applications: "info",
};

/** A reading as it is stored, as far as its items go. */
export type StoredReading = {
  id: string;
  upgradeId: string;
  analyser: string;
  environmentId: string | null;
  node: string;
  readAt: Date;
  report: unknown;
};

/** What taking a reading into the inventory would do to one item. */
export type Proposal = {
  found: FoundItem | null;
  item: KnownItem | null;
  does: "add" | "change" | "close" | "nothing";
};

export type KnownItem = Awaited<ReturnType<typeof itemsOfKind>>[number];

type Client = Pick<ReadClient, "inventoryItem" | "reading">;

const itemsOfKind = (client: Client, upgradeId: string, kind: string, environmentId: string | null) =>
  client.inventoryItem.findMany({
    where: { upgradeId, kind },
    include: { standings: { where: { environmentId: environmentId ?? undefined }, take: 1 } },
  });

/**
 * Values of the fields the kind has, as far as they fit; what an analyser knows beyond that stays in the report. What a field
 * of references names is for people to say: no file knows the codes of an upgrade.
 */
export function fittingFields(
  kind: InventoryKind,
  fields: FoundItem["fields"],
): { [field: string]: FieldValue } {
  const known = Object.entries(fields).filter(
    ([id, value]) =>
      kind.fields.some((field) => field.id === id && field.kind !== "references") && value !== "",
  );
  return Object.fromEntries(known.filter(([id, value]) => fieldFaults(kind, { [id]: value }).length === 0));
}

/** The applied reading of the same files' place before this one; null when it is the first. */
export function readingBefore(client: Client, reading: StoredReading) {
  return client.reading.findFirst({
    where: {
      upgradeId: reading.upgradeId,
      analyser: reading.analyser,
      environmentId: reading.environmentId,
      node: reading.node,
      readAt: { lt: reading.readAt },
      appliedAt: { not: null },
    },
    orderBy: { readAt: "desc" },
  });
}

/**
 * Compares a reading with the list and with the reading before: what is new, what is there and says something else now,
 * and what the reading before found and this one no longer does (so that it was fixed). A thing another node of the same
 * environment still has is not fixed. `found` is what `itemsOf` answers for the reading.
 */
export async function proposalsOf(
  client: Client,
  kind: InventoryKind,
  product: string,
  reading: StoredReading,
  found: readonly FoundItem[],
  now: Date,
): Promise<Proposal[]> {
  const analyser = reading.analyser as Analyser;
  const asked = { product, now };
  const known = new Map(
    (await itemsOfKind(client, reading.upgradeId, kindOfAnalyser[analyser], reading.environmentId)).map(
      (item) => [item.key, item],
    ),
  );
  const least = findingLevels.indexOf(leastLevel[analyser]);
  const proposals = found.flatMap((one): Proposal[] => {
    const item = known.get(one.key) ?? null;
    if (!item) return findingLevels.indexOf(one.level) < least ? [] : [{ found: one, item, does: "add" }];
    if (item.removedAt) return [{ found: one, item, does: "nothing" }];
    return [{ found: one, item, does: isChange(kind, reading, one, item) ? "change" : "nothing" }];
  });
  // An item is closed in an environment: what belongs to none can't say where something is gone.
  const before = reading.environmentId === null ? null : await readingBefore(client, reading);
  if (!before) return proposals;
  const still = new Set(found.map(({ key }) => key));
  for (const key of await elsewhere(client, reading, asked)) still.add(key);
  const gone = (await foundItems(analyser, before.report, asked)).filter(({ key }) => !still.has(key));
  return [
    ...proposals,
    ...gone.flatMap(({ key }): Proposal[] => {
      const item = known.get(key);
      const state = item?.standings[0]?.state ?? "open";
      return item && !item.removedAt && state !== "done" && state !== "not_applicable"
        ? [{ found: null, item, does: "close" }]
        : [];
    }),
  ];
}

/** Keys that the latest applied readings of other nodes of the same environment hold. */
async function elsewhere(
  client: Client,
  { upgradeId, analyser, environmentId, node }: StoredReading,
  asked: { product: string; now: Date },
): Promise<string[]> {
  const others = await client.reading.findMany({
    where: { upgradeId, analyser, environmentId, node: { not: node }, appliedAt: { not: null } },
    orderBy: { readAt: "desc" },
  });
  const latest = [...new Map(others.toReversed().map((one) => [one.node, one])).values()];
  const items = await Promise.all(latest.map((one) => foundItems(analyser as Analyser, one.report, asked)));
  return items.flat().map(({ key }) => key);
}

function isChange(
  kind: InventoryKind,
  { environmentId }: StoredReading,
  found: FoundItem,
  item: KnownItem,
): boolean {
  const fields = { ...(item.fields as object), ...fittingFields(kind, found.fields) };
  return (
    item.level !== found.level ||
    canonicalJson(fields) !== canonicalJson(item.fields) ||
    canonicalJson(found.findings) !== canonicalJson(item.findings) ||
    isNewHere(item, environmentId) ||
    isBack(found, item)
  );
}

/** Found in an environment it was not known of. */
export const isNewHere = (item: Pick<KnownItem, "environmentIds">, environmentId: string | null): boolean =>
  environmentId !== null && item.environmentIds.length > 0 && !item.environmentIds.includes(environmentId);

/** Said to be done by a reading, and there again. What a person said stays. */
export const isBack = (found: FoundItem, item: KnownItem): boolean =>
  found.level === "must_act" && item.standings[0]?.state === "done" && item.standings[0].byId === null;
