import type { GateKind } from "@/domain/gate-kind";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { type FactSource, freshFacts, gateIn, presentOf } from "@/lib/present";

/** A gate of the upgrade as it is this moment, with everything it was judged by. Throws `not_found`. */
export async function findGate(
  source: FactSource,
  given: { environment: string; gate: GateKind },
  now: Date,
) {
  const present = await presentOf(source, now, [given.environment]);
  const found = gateIn(present, given.environment, given.gate);
  if (!found) throw notFound("environment");
  return { upgrade: present.upgrade, environment: found.standing.environment, ...found };
}

/** The same inside the transaction of a command: nothing remembered, everything read behind the lock. */
export const findGateToWrite = (
  tx: Pick<ReadClient, "$queryRaw">,
  upgrade: UpgradeScope,
  given: { environment: string; gate: GateKind },
  now: Date,
) => findGate(freshFacts(tx, upgrade.id), given, now);

export type FoundGate = Awaited<ReturnType<typeof findGate>>;
