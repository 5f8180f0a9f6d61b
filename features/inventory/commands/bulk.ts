import type { NewEvent } from "@/domain/event";
import type { ItemState } from "@/domain/inventory";
import { decision, movement } from "@/domain/item-change";
import { dated } from "@/domain/sentence";
import { refuse, type Verdict } from "@/domain/verdict";
import { upgradeCommand } from "@/lib/command";
import { refused } from "@/lib/errors";
import { type ItemRecord, kindsOf } from "@/lib/inventory";
import type { Notice } from "@/lib/notices";
import { paths } from "@/lib/paths";
import { checkOwner } from "@/lib/test-cases";
import { bulkItemsInput, changedItems } from "../schema";
import { findPlace } from "./decide";

type Row = ItemRecord & { standings?: { state: ItemState }[] };

export const bulkItems = upgradeCommand({
  name: "item.bulk",
  summary: "Change several items at once: verdict, state in an environment, owner or due date",
  method: "POST",
  path: "/upgrades/{upgrade}/inventory/items/bulk",
  input: bulkItemsInput,
  output: changedItems,
  run: async ({ tx, now, upgrade, actor }, input) => {
    await checkOwner(tx, upgrade, input.ownerId);
    const { kinds } = await kindsOf(tx, upgrade.id);
    const place = input.environment ? await findPlace(tx, upgrade.id, input.environment) : null;
    const rows = await tx.inventoryItem.findMany({
      where: {
        upgradeId: upgrade.id,
        removedAt: null,
        OR: [{ code: { in: input.items } }, { id: { in: input.items.filter((one) => one.length === 36) } }],
      },
      orderBy: { code: "asc" },
      include: place ? { standings: { where: { environmentId: place.id } } } : undefined,
    });
    const ids = [input.ownerId, ...rows.map(({ ownerId }) => ownerId)].filter((id) => typeof id === "string");
    const people = await tx.user.findMany({
      where: { id: { in: [...new Set(ids)] } },
      select: { id: true, name: true },
    });
    const nameOf = (id: string | null) => people.find((person) => person.id === id)?.name ?? "nobody";
    const dueAt = input.dueAt ? new Date(input.dueAt) : null;
    const dayOf = (at: Date | null) => (at ? dated(at.toISOString()) : "none");

    const changeOf = (row: Row): Verdict<{ event: NewEvent }> => {
      const { id, code, title } = row;
      const about = { subject: { type: "inventory_item", id } } as const;
      const kind = kinds.find((candidate) => candidate.id === row.kind);
      if (!kind) return refuse("unknown_kind", `The playbook no longer knows the inventory of ${code}.`);
      if (input.verdict !== undefined) return decision(kind, row, input.verdict, input.reason);
      if (input.state !== undefined && place) {
        const was = row.standings?.[0]?.state ?? "open";
        return movement(kind, row, place, was, input.state, input.reason);
      }
      if (input.ownerId !== undefined) {
        if (input.ownerId === row.ownerId)
          return refuse("unchanged", `${code} belongs to ${nameOf(row.ownerId)} already.`);
        const data = { code, title, was: nameOf(row.ownerId), is: nameOf(input.ownerId) };
        return { ok: true, event: { type: "item.ownerSet", ...about, data } };
      }
      if (dueAt?.getTime() === row.dueAt?.getTime())
        return refuse("unchanged", `${code} is due then already.`);
      const data = { code, title, was: dayOf(row.dueAt), is: dayOf(dueAt) };
      return { ok: true, event: { type: "item.dueSet", ...about, data } };
    };

    const changed: { id: string; code: string; version: number }[] = [];
    const refusals: { code: string; message: string }[] = [];
    const events: NewEvent[] = [];
    for (const row of rows) {
      const change = changeOf(row);
      if (!change.ok) {
        refusals.push({ code: row.code, message: change.refusals.map(({ message }) => message).join(" ") });
        continue;
      }
      events.push(change.event);
      changed.push({ id: row.id, code: row.code, version: row.version + 1 });
    }
    const known = new Set(rows.flatMap(({ id, code }) => [id, code]));
    for (const one of input.items)
      if (!known.has(one)) refusals.push({ code: one, message: "There is no such item on the list." });
    if (events.length === 0)
      throw refused(
        refusals.map(({ code, message }) => ({ code: "not_changed", message: `${code}: ${message}` })),
      );
    const itemIds = changed.map(({ id }) => id);
    await tx.inventoryItem.updateMany({
      where: { id: { in: itemIds } },
      data: {
        version: { increment: 1 },
        ...(input.verdict !== undefined && {
          verdict: input.verdict,
          verdictReason: input.verdict === null ? "" : input.reason,
        }),
        ...(input.ownerId !== undefined && { ownerId: input.ownerId }),
        ...(input.dueAt !== undefined && { dueAt }),
      },
    });
    if (input.state !== undefined && place) {
      const { state, reason } = input;
      const standing = { environmentId: place.id, state, reason, since: now, byId: actor.id };
      await tx.itemStanding.deleteMany({ where: { itemId: { in: itemIds }, environmentId: place.id } });
      await tx.itemStanding.createMany({ data: itemIds.map((itemId) => ({ ...standing, itemId })) });
    }
    const told: Notice[] = input.ownerId
      ? [
          {
            kind: "assigned",
            to: [input.ownerId],
            title:
              changed.length === 1
                ? `You own ${changed[0]?.code}`
                : `You own ${changed.length} more inventory items`,
            href: changed[0]
              ? paths.inventoryItem(upgrade.key, changed[0].code)
              : paths.inventory(upgrade.key),
          },
        ]
      : [];
    return { output: { changed, refused: refusals }, events, notices: told };
  },
});
