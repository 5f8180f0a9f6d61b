import type { UpgradeScope } from "@/lib/actor";
import { putNewest } from "@/lib/newest";

/** How many values of all names a process remembers: small ones, a line of a list each. */
const remembered = 2_000;

const kept = globalThis as { liftlockLatest?: Map<string, { seq: number; value: unknown }> };

/**
 * One small value per upgrade, worked out again only when something has happened in it: for lists over many upgrades.
 * `load` gets the ids of those whose history has grown, and answers their values by id.
 */
export async function latestOf<T>(
  name: string,
  upgrades: readonly Pick<UpgradeScope, "id" | "at">[],
  load: (ids: string[]) => Promise<ReadonlyMap<string, T>>,
): Promise<Map<string, T>> {
  kept.liftlockLatest ??= new Map();
  const all = kept.liftlockLatest;
  const values = new Map<string, T>();
  const moved: (typeof upgrades)[number][] = [];
  for (const upgrade of upgrades) {
    const known = all.get(`${name} ${upgrade.id}`);
    if (known?.seq === upgrade.at.upgrade) values.set(upgrade.id, known.value as T);
    else moved.push(upgrade);
  }
  if (moved.length === 0) return values;
  const loaded = await load(moved.map(({ id }) => id));
  for (const { id, at } of moved) {
    const value = loaded.get(id);
    if (value === undefined) continue;
    values.set(id, value);
    putNewest(all, `${name} ${id}`, { seq: at.upgrade, value }, remembered);
  }
  return values;
}
