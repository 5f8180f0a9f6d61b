import { type ReachEvent, sparesUpgrade } from "@/domain/event-reach";
import type { ReadClient } from "@/lib/db";
import { loadUpgradeFacts, type UpgradeFacts } from "@/lib/facts";
import { putNewest } from "@/lib/newest";

type Client = Pick<ReadClient, "$queryRaw">;

/** The last events of an upgrade's history and of the instance's, which tells of people's names; null where it was not asked for. */
export interface Heads {
  upgrade: number;
  instance: number | null;
}

/** How many upgrades a process remembers. */
const remembered = 60;

const kept = globalThis as { liftlockUpgrades?: Map<string, { at: Heads; facts: UpgradeFacts }> };
const all = () => {
  kept.liftlockUpgrades ??= new Map();
  return kept.liftlockUpgrades;
};

/** Remembers the facts of an upgrade as of events that are committed. They are the caller's no more. */
export function keepUpgrade(at: Heads, facts: UpgradeFacts): void {
  if (at.instance === null) return;
  putNewest(all(), facts.id, { at, facts }, remembered);
}

/** What is remembered of an upgrade as of exactly these events; null when it is something else, or nothing. */
export function rememberedUpgrade(upgradeId: string, at: Heads): UpgradeFacts | null {
  const known = all().get(upgradeId);
  return known && known.at.upgrade === at.upgrade && known.at.instance === at.instance ? known.facts : null;
}

/**
 * The facts of an upgrade in a transaction that holds the lock of its chain: `at` is what is committed, `own` the events it
 * has not stored yet. What is remembered is handed out once, since settling puts what follows into it: it is to be kept
 * again when the transaction is committed. Clocks of environments are always read; everything else that one could tick or
 * record moves nothing here.
 */
export async function upgradeAt(
  tx: Client,
  upgradeId: string,
  at: Heads,
  own: readonly ReachEvent[],
): Promise<UpgradeFacts> {
  const facts = rememberedUpgrade(upgradeId, at);
  all().delete(upgradeId);
  if (!facts || !sparesUpgrade(own)) return loadUpgradeFacts(tx, upgradeId);
  const rows = await tx.$queryRaw<{ id: string; startedAt: Date | null; changedAt: Date | null }[]>`
    SELECT id, "startedAt", "changedAt" FROM "Environment" WHERE "upgradeId" = ${upgradeId}::uuid`;
  const clocks = new Map(rows.map((row) => [row.id, row]));
  return { ...facts, environments: facts.environments.map((own) => ({ ...own, ...clocks.get(own.id) })) };
}
