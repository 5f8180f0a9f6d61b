import type { NewEvent } from "@/domain/event";
import { isInProduction } from "@/domain/upgrade-link";
import type { Prisma, ReadClient, WriteClient } from "@/lib/db";
import type { Notice } from "@/lib/notices";
import { paths } from "@/lib/paths";

/** What finding the upgrade before in production led to; null when there was nothing to find. */
export type Unlocked = { events: NewEvent[]; notices: Notice[] } | null;

/**
 * Upgrades that wait for the one before although its production is signed off: what the clock looks for. Close to the
 * rule, which is asked again behind the lock of the upgrade that waits.
 */
export const isUnlockedBy = (now: Date): Prisma.UpgradeWhereInput => ({
  previousSignedAt: null,
  previous: {
    environments: {
      some: {
        kind: "prod",
        OR: [{ statusUntil: null }, { statusUntil: { gt: now } }],
        gates: { some: { kind: "exit", state: "open" } },
      },
    },
  },
});

/** Whether the upgrade of this id is in production, by what is stored of it. */
export async function inProduction(
  client: Pick<ReadClient, "environment">,
  upgradeId: string,
  now: Date,
): Promise<boolean> {
  const rows = await client.environment.findMany({
    where: { upgradeId },
    select: { kind: true, statusUntil: true, gates: { where: { kind: "exit" }, select: { state: true } } },
  });
  const environments = rows.flatMap(({ kind, statusUntil, gates }) =>
    gates.map(({ state }) => ({ kind, exit: state, until: statusUntil })),
  );
  return isInProduction(environments, now);
}

/**
 * Unlocks an upgrade whose previous one is in production, once and for good: it doesn't shut again when a signature there
 * goes stale later, since what was brought into production is there. Only in a transaction that holds the lock of the
 * waiting upgrade's chain, so that of several who look at once one finds it; the chain of the other upgrade is neither
 * locked nor written. Its leads are told.
 */
export async function unlockByPrevious(tx: WriteClient, upgradeId: string, now: Date): Promise<Unlocked> {
  const { key, previous, previousSignedAt, members } = await tx.upgrade.findUniqueOrThrow({
    where: { id: upgradeId },
    select: {
      key: true,
      previousSignedAt: true,
      previous: { select: { id: true, key: true } },
      members: { where: { roles: { has: "lead" } }, select: { userId: true } },
    },
  });
  if (!previous || previousSignedAt || !(await inProduction(tx, previous.id, now))) return null;
  await tx.upgrade.update({
    where: { id: upgradeId },
    data: { previousSignedAt: now },
  });
  return {
    events: [
      {
        type: "upgrade.previousSigned",
        subject: { type: "upgrade", id: upgradeId },
        data: { previous: previous.key },
      },
    ],
    notices: [
      {
        kind: "gate_opened",
        to: members.map(({ userId }) => userId),
        title: `${previous.key} is in production: ${key} can start`,
        href: paths.upgrade(key),
      },
    ],
  };
}
