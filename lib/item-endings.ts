import type { NewEvent } from "@/domain/event";
import type { FieldValue, Finding } from "@/domain/finding";
import { belongsTo } from "@/domain/inventory";
import { endingOf, endsAheadDays } from "@/domain/item-ending";
import { named } from "@/domain/sentence";
import type { Prisma, ReadClient, WriteClient } from "@/lib/db";
import { kindsOfPlaybook } from "@/lib/kinds";
import type { Notice } from "@/lib/notices";
import { paths } from "@/lib/paths";

/** A day as fields hold it: "2026-12-24". They compare as texts. */
const horizonOf = (now: Date) =>
  new Date(now.getTime() + endsAheadDays * 86_400_000).toISOString().slice(0, 10);

/** Upgrades with items that end within the time looked ahead, or have ended; what of it was told is not asked. */
export function upgradesWithEndings(
  read: Pick<ReadClient, "$queryRaw">,
  now: Date,
): Promise<{ id: string; key: string }[]> {
  return read.$queryRaw`
    WITH ending AS (
      SELECT p.id AS "playbookId", k->>'id' AS kind, f->>'id' AS field
      FROM "Playbook" p, jsonb_array_elements(p.content->'inventory') k, jsonb_array_elements(k->'fields') f
      WHERE f->'ends' = 'true'
    )
    SELECT u.id, u.key FROM "Upgrade" u WHERE u."archivedAt" IS NULL AND EXISTS (
      SELECT FROM ending e JOIN "InventoryItem" i ON i."upgradeId" = u.id AND i.kind = e.kind
      WHERE e."playbookId" = u."playbookId" AND i."removedAt" IS NULL AND i.fields->>e.field <= ${horizonOf(now)})`;
}

/**
 * Raises the level of items whose day has come near or is over, where they are still to be dealt with, and tells their
 * owners, or else the leads. Only in a transaction that holds the lock of the upgrade's chain; the second time finds nothing.
 */
export async function raiseEndings(
  tx: WriteClient,
  upgradeId: string,
  now: Date,
): Promise<{ events: NewEvent[]; notices: Notice[] }> {
  const upgrade = await tx.upgrade.findUniqueOrThrow({
    where: { id: upgradeId },
    select: {
      key: true,
      playbookId: true,
      environments: { select: { id: true, kind: true } },
      members: { where: { roles: { has: "lead" } }, select: { userId: true } },
    },
  });
  const events: NewEvent[] = [];
  const notices: Notice[] = [];
  for (const kind of (await kindsOfPlaybook(tx, upgrade.playbookId)).kinds) {
    const field = kind.fields.find(({ ends }) => ends);
    if (!field) continue;
    const items = await tx.inventoryItem.findMany({
      where: {
        upgradeId,
        kind: kind.id,
        removedAt: null,
        fields: { path: [field.id], lte: horizonOf(now) },
      },
      include: { standings: { select: { environmentId: true, state: true } } },
      orderBy: { code: "asc" },
    });
    for (const item of items) {
      const places = upgrade.environments.filter((environment) => belongsTo(kind, item, environment));
      const closed = item.standings.filter(({ state }) => state === "done" || state === "not_applicable");
      if (places.every(({ id }) => closed.some(({ environmentId }) => environmentId === id))) continue;
      const ending = endingOf(
        kind,
        {
          title: item.title,
          level: item.level,
          fields: item.fields as Record<string, FieldValue>,
          findings: item.findings as unknown as Finding[],
        },
        now,
      );
      if (!ending) continue;
      await tx.inventoryItem.update({
        where: { id: item.id },
        data: {
          level: ending.level,
          findings: ending.findings as unknown as Prisma.InputJsonValue,
          version: { increment: 1 },
        },
      });
      const { id, code, title, level: was } = item;
      events.push({
        type: "item.endingTold",
        subject: { type: "inventory_item", id },
        data: { code, title, was, is: ending.level, message: ending.message },
      });
      notices.push({
        kind: "ending",
        to: item.ownerId ? [item.ownerId] : upgrade.members.map(({ userId }) => userId),
        title: `${named(item)}: ${ending.message}`,
        href: paths.inventoryItem(upgrade.key, item.code),
      });
    }
  }
  return { events, notices };
}
