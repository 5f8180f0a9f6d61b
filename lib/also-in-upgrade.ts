import type { NewEvent } from "@/domain/event";
import type { Role } from "@/domain/role";
import type { Actor } from "@/lib/actor";
import { appendEvents, lockChain } from "@/lib/audit";
import type { WriteClient } from "@/lib/db";
import { type Notice, storeNotices } from "@/lib/notices";
import { settle } from "@/lib/settle";

/** What an upgrade gets to know of a change of the instance. */
export interface AlsoOutcome {
  events: readonly NewEvent[];
  notices?: readonly Notice[];
}

/** In whose name and when; `roles` are those held in this upgrade. */
export interface AlsoBy {
  actor: Pick<Actor, "id" | "name">;
  roles?: readonly Role[];
  now: Date;
}

/**
 * For a command of the instance that changes facts of an upgrade too: somebody joins it by a link, or is disabled. In the
 * same transaction the upgrade's chain is locked before `change` reads, what follows is settled, and its events go into
 * the upgrade's own history. The instance's chain is always locked first, so two such commands can't wait for each other.
 */
export async function alsoInUpgrade(
  tx: WriteClient,
  upgradeId: string,
  by: AlsoBy,
  change: () => Promise<AlsoOutcome>,
): Promise<void> {
  const head = await lockChain(tx, upgradeId);
  const { events, notices = [] } = await change();
  const followed = await settle(tx, upgradeId, by.now);
  const all = [...events, ...followed.events];
  if (all.length === 0) return;
  await appendEvents(tx, head, by.actor, by.roles ?? [], by.now, all);
  const asActor = { id: by.actor.id } as Actor;
  await storeNotices(tx, upgradeId, asActor, by.now, [...notices, ...followed.notices]);
}
