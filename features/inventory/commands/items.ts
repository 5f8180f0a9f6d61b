import type { FieldValue } from "@/domain/finding";
import { fieldFaults, type InventoryKind } from "@/domain/inventory";
import { namedCodes, referenceFaults, withPlainReferences } from "@/domain/reference";
import { dated } from "@/domain/sentence";
import { nameable } from "@/features/references/queries";
import type { UpgradeScope } from "@/lib/actor";
import { upgradeCommand } from "@/lib/command";
import type { Prisma, WriteClient } from "@/lib/db";
import { AppError, refused } from "@/lib/errors";
import {
  addedEvent,
  findItem,
  type ItemRecord,
  keyOfTitle,
  kindOf,
  kindsOf,
  type NewItem,
  nextItemNumber,
  seenItem,
  storeItems,
  valueText,
} from "@/lib/inventory";
import type { Notice } from "@/lib/notices";
import { paths } from "@/lib/paths";
import { checkOwner } from "@/lib/test-cases";
import { addItemInput, changedItem, editItemInput, removeItemInput, restoreItemInput } from "../schema";

type Values = { readonly [field: string]: FieldValue };

/**
 * Values of an item's fields as they are stored. Throws `invalid_input` naming every field whose value does not fit its
 * kind, or names what the upgrade hasn't got.
 */
async function readFields(
  tx: WriteClient,
  upgrade: UpgradeScope,
  kind: InventoryKind,
  given: Values,
  item: { code: string; fields: Values } | null,
): Promise<Values> {
  const values = withPlainReferences(kind, given);
  const there = await nameable(tx, upgrade.id, namedCodes(kind, values));
  const faults = [
    ...fieldFaults(kind, values),
    ...referenceFaults(kind, values, { there, before: item?.fields ?? {}, own: item?.code ?? null }),
  ];
  if (faults.length === 0) return values;
  const named = faults.map(({ field, message }) => ({ path: `fields.${field}`, message }));
  throw new AppError("invalid_input", named.map(({ path, message }) => `${path}: ${message}.`).join(" "), {
    fields: named,
  });
}

async function environmentIds(
  tx: WriteClient,
  upgrade: UpgradeScope,
  keys: readonly string[],
): Promise<string[]> {
  const rows = await tx.environment.findMany({
    where: { upgradeId: upgrade.id, key: { in: [...keys] } },
    select: { id: true, key: true },
  });
  const unknown = keys.find((key) => !rows.some((row) => row.key === key));
  if (unknown !== undefined)
    throw new AppError("invalid_input", `environments: there is no environment ${unknown}.`, {
      fields: [{ path: "environments", message: `there is no environment ${unknown}` }],
    });
  return rows.map(({ id }) => id);
}

const handed = (upgrade: string, ownerId: string, row: { code: string; title: string }): Notice => ({
  kind: "assigned",
  to: [ownerId],
  title: `You own ${row.code} “${row.title}”`,
  href: paths.inventoryItem(upgrade, row.code),
});

/** Writes an item as it was seen; a version in between is a conflict. Answers what callers show. */
export async function writeItem(
  tx: WriteClient,
  row: ItemRecord,
  data: Prisma.InventoryItemUncheckedUpdateManyInput,
): Promise<{ id: string; code: string; version: number }> {
  const { count } = await tx.inventoryItem.updateMany({
    where: { id: row.id, version: row.version },
    data: { ...data, version: { increment: 1 } },
  });
  if (count !== 1) throw new Error(`${row.code} changed although its upgrade is locked`);
  return { id: row.id, code: row.code, version: row.version + 1 };
}

/** Refuses to change an item that was removed. */
export function stillListed(row: ItemRecord): void {
  if (row.removedAt)
    throw refused([{ code: "removed", message: `${row.code} is removed. Bring it back first.` }]);
}

export const addItem = upgradeCommand({
  name: "item.add",
  summary: "Add an item to an inventory",
  method: "POST",
  path: "/upgrades/{upgrade}/inventory/items",
  creates: true,
  input: addItemInput,
  output: changedItem,
  run: async ({ tx, now, newId, upgrade }, input) => {
    const { slug } = await kindsOf(tx, upgrade.id);
    const kind = await kindOf(tx, upgrade.id, input.kind);
    const fields = await readFields(tx, upgrade, kind, input.fields, null);
    await checkOwner(tx, upgrade, input.ownerId);
    const item: NewItem = {
      id: newId(),
      code: `${kind.letters}-${await nextItemNumber(tx, upgrade.id, kind.letters)}`,
      key: keyOfTitle(input.title),
      title: input.title,
      level: input.level ?? kind.level,
      verdict: null,
      verdictReason: "",
      fields,
      note: input.note,
      findings: [],
      source: { kind: "typed", name: "", at: now.toISOString() },
      environmentIds: await environmentIds(tx, upgrade, input.environments),
      ownerId: input.ownerId,
      dueAt: input.dueAt === null ? null : new Date(input.dueAt),
    };
    await storeItems(tx, upgrade, kind, slug, now, [item]);
    return {
      output: { id: item.id, code: item.code, version: 1 },
      events: [addedEvent(kind, item)],
      notices: item.ownerId ? [handed(upgrade.key, item.ownerId, item)] : [],
    };
  },
});

export const editItem = upgradeCommand({
  name: "item.edit",
  summary: "Edit an item of an inventory: title, fields, level, note, environments, owner, due date",
  method: "PATCH",
  path: "/upgrades/{upgrade}/inventory/items/{item}",
  input: editItemInput,
  output: changedItem,
  run: async ({ tx, upgrade }, input) => {
    const row = await findItem(tx, upgrade, input.item);
    seenItem(row, input.version);
    stillListed(row);
    const kind = await kindOf(tx, upgrade.id, row.kind);
    const was = row.fields as Values;
    const given = await readFields(tx, upgrade, kind, input.fields ?? {}, { code: row.code, fields: was });
    await checkOwner(tx, upgrade, input.ownerId);
    const fields = { ...was, ...given };
    const dueAt = input.dueAt === undefined ? row.dueAt : input.dueAt === null ? null : new Date(input.dueAt);
    const is = {
      title: input.title ?? row.title,
      level: input.level ?? row.level,
      note: input.note ?? row.note,
      ownerId: input.ownerId === undefined ? row.ownerId : input.ownerId,
      environmentIds: input.environments
        ? await environmentIds(tx, upgrade, input.environments)
        : row.environmentIds,
      dueAt,
    };
    const people = await tx.user.findMany({
      where: { id: { in: [row.ownerId, is.ownerId].filter((id) => id !== null) } },
      select: { id: true, name: true },
    });
    const nameOf = (id: string | null) => people.find((person) => person.id === id)?.name ?? "nobody";
    const all = await tx.environment.findMany({
      where: { upgradeId: upgrade.id },
      orderBy: { position: "asc" },
    });
    const placesOf = (ids: readonly string[]) =>
      ids.length === 0
        ? "all"
        : all
            .filter(({ id }) => ids.includes(id))
            .map(({ name }) => name)
            .join(", ");
    const changes = [
      { field: "title", was: row.title, is: is.title },
      { field: "level", was: row.level, is: is.level },
      { field: "note", was: row.note, is: is.note },
      { field: "owner", was: nameOf(row.ownerId), is: nameOf(is.ownerId) },
      { field: "environments", was: placesOf(row.environmentIds), is: placesOf(is.environmentIds) },
      {
        field: "due date",
        was: row.dueAt ? dated(row.dueAt.toISOString()) : "none",
        is: dueAt ? dated(dueAt.toISOString()) : "none",
      },
      ...kind.fields.map(({ id, label }) => ({
        field: label,
        was: valueText(was[id]),
        is: valueText(fields[id]),
      })),
    ].filter((change) => change.was !== change.is);
    if (changes.length === 0)
      throw refused([{ code: "unchanged", message: `Nothing of ${row.code} was changed.` }]);
    const output = await writeItem(tx, row, { ...is, fields: fields as Prisma.InputJsonObject });
    return {
      output,
      events: [
        {
          type: "item.edited",
          subject: { type: "inventory_item", id: row.id },
          data: { code: row.code, title: is.title, changes },
        },
      ],
      notices: is.ownerId && is.ownerId !== row.ownerId ? [handed(upgrade.key, is.ownerId, row)] : [],
    };
  },
});

export const removeItem = upgradeCommand({
  name: "item.remove",
  summary: "Take an item off its inventory; it stays readable and can be brought back",
  method: "POST",
  path: "/upgrades/{upgrade}/inventory/items/{item}/remove",
  input: removeItemInput,
  output: changedItem,
  run: async ({ tx, now, upgrade }, { item, version, reason }) => {
    const row = await findItem(tx, upgrade, item);
    seenItem(row, version);
    stillListed(row);
    const { id, code, title } = row;
    return {
      output: await writeItem(tx, row, { removedAt: now }),
      events: [
        { type: "item.removed", subject: { type: "inventory_item", id }, data: { code, title, reason } },
      ],
    };
  },
});

export const restoreItem = upgradeCommand({
  name: "item.restore",
  summary: "Bring a removed item back",
  method: "POST",
  path: "/upgrades/{upgrade}/inventory/items/{item}/restore",
  input: restoreItemInput,
  output: changedItem,
  run: async ({ tx, upgrade }, { item, version }) => {
    const row = await findItem(tx, upgrade, item);
    seenItem(row, version);
    if (!row.removedAt) throw refused([{ code: "not_removed", message: `${row.code} is not removed.` }]);
    const { id, code, title } = row;
    return {
      output: await writeItem(tx, row, { removedAt: null }),
      events: [{ type: "item.restored", subject: { type: "inventory_item", id }, data: { code, title } }],
    };
  },
});
