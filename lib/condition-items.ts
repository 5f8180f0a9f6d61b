import { type ConditionItem, inventoriesIn } from "@/domain/condition";
import type { Playbook } from "@/domain/playbook";
import { conditionsOf } from "@/domain/playbook-parts";
import type { ReadClient } from "@/lib/db";

/** The items of an upgrade that conditions of its playbook read; those of inventories no condition asks about are not fetched. */
export async function conditionItems(
  client: Pick<ReadClient, "inventoryItem">,
  upgradeId: string,
  playbook: Playbook,
): Promise<readonly ConditionItem[]> {
  const read = conditionsOf(playbook).flatMap(({ when }) => inventoriesIn(when));
  const kinds = [...new Set(read.map(({ inventory }) => inventory))];
  if (kinds.length === 0) return [];
  const rows = await client.inventoryItem.findMany({
    where: { upgradeId, removedAt: null, kind: { in: kinds } },
    select: { kind: true, code: true, level: true, verdict: true, fields: true },
    orderBy: { code: "asc" },
  });
  return rows.map((row) => ({ ...row, fields: row.fields as ConditionItem["fields"] }));
}
