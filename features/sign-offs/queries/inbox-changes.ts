import { sentence } from "@/domain/event";
import type { ReadClient } from "@/lib/db";
import type { InboxItem } from "../schema";

const told = 5;

/** Since when the gate could be signed: the last time its blockers went; null when that never happened. */
export async function readySince(
  read: Pick<ReadClient, "auditEvent">,
  upgradeId: string,
  gateId: string,
): Promise<string | null> {
  const event = await read.auditEvent.findFirst({
    where: { chain: upgradeId, subjectId: gateId, type: "gate.ready" },
    orderBy: { seq: "desc" },
    select: { at: true },
  });
  return event?.at.toISOString() ?? null;
}

/**
 * What happened in an environment since the person last decided at one of its gates, their own doings left out. Looking
 * is not recorded, so it is their own last word that counts from; who never gave one gets the number of all events.
 */
export async function changedSince(
  read: Pick<ReadClient, "auditEvent" | "signOff">,
  given: { upgradeId: string; environmentId: string; personId: string },
): Promise<NonNullable<InboxItem["changed"]>> {
  const { upgradeId, environmentId, personId } = given;
  const last = await read.auditEvent.findFirst({
    where: {
      chain: upgradeId,
      environmentId,
      actorId: personId,
      type: { in: ["signOff.signed", "signOff.rejected", "signOff.withdrawn"] },
    },
    orderBy: { seq: "desc" },
    select: { seq: true, at: true },
  });
  const where = {
    chain: upgradeId,
    environmentId,
    seq: { gt: last?.seq ?? 0 },
    OR: [{ actorId: null }, { actorId: { not: personId } }],
  };
  const [total, latest] = await Promise.all([
    read.auditEvent.count({ where }),
    read.auditEvent.findMany({ where, orderBy: { seq: "desc" }, take: told }),
  ]);
  return {
    since: last?.at.toISOString() ?? null,
    total,
    latest: latest.map(({ seq, at, actorName, type, data }) => ({
      seq,
      at: at.toISOString(),
      sentence: sentence(actorName, type, data),
    })),
  };
}
