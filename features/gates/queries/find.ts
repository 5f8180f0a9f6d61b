import type { GateKind } from "@/domain/gate-kind";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { freshFacts, gateIn, type Present, presentOf } from "@/lib/present";

interface GateAddress {
  environment: string;
  gate: GateKind;
}

/** A gate of an upgrade as it is this moment, with everything it was judged by. Throws `not_found`. */
export function findGate(present: Present, given: GateAddress) {
  const found = gateIn(present, given.environment, given.gate);
  if (!found) throw notFound("environment");
  return { upgrade: present.upgrade, environment: found.standing.environment, ...found };
}

/** The same inside the transaction of a command: nothing remembered, everything read behind the lock. */
export const findGateToWrite = async (
  tx: Pick<ReadClient, "$queryRaw">,
  upgrade: UpgradeScope,
  given: GateAddress,
  now: Date,
) => findGate(await presentOf(freshFacts(tx, upgrade.id), now, [given.environment]), given);

export type FoundGate = ReturnType<typeof findGate>;
