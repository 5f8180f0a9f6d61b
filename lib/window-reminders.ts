import type { NewEvent } from "@/domain/event";
import { ahead, reminderDue, remindsAheadMs } from "@/domain/window/reminder";
import type { ReadClient, WriteClient } from "@/lib/db";
import type { Notice } from "@/lib/notices";
import { paths } from "@/lib/paths";

type Row = { startsAt: Date; remindedMinutes: number | null };

const soon = (now: Date) => ({
  state: "booked" as const,
  startsAt: { gt: now, lte: new Date(now.getTime() + remindsAheadMs) },
});
const dueOf = ({ startsAt, remindedMinutes }: Row, now: Date) =>
  reminderDue({ start: startsAt, told: remindedMinutes }, now);

/** Upgrades with a change window whose crew is to be reminded now. */
export async function upgradesToRemind(
  read: Pick<ReadClient, "changeWindow">,
  now: Date,
): Promise<{ id: string; key: string }[]> {
  const rows = await read.changeWindow.findMany({
    where: { ...soon(now), upgrade: { archivedAt: null } },
    select: { startsAt: true, remindedMinutes: true, upgrade: { select: { id: true, key: true } } },
  });
  return rows.filter((row) => dueOf(row, now) !== null).map(({ upgrade }) => upgrade);
}

/**
 * Reminds the crew of each change window a week, a day and an hour before it begins. Only in a transaction that holds the
 * lock of the upgrade's chain; the second time finds nothing.
 */
export async function remindCrews(
  tx: WriteClient,
  upgradeId: string,
  now: Date,
): Promise<{ events: NewEvent[]; notices: Notice[] }> {
  const rows = await tx.changeWindow.findMany({
    where: { ...soon(now), upgradeId },
    include: { environment: { select: { id: true, name: true } }, upgrade: { select: { key: true } } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
  });
  const events: NewEvent[] = [];
  const notices: Notice[] = [];
  for (const row of rows) {
    const minutes = dueOf(row, now);
    if (minutes === null) continue;
    const { id, environment, upgrade, crewIds, startsAt } = row;
    // Not the version: nothing that somebody edits has changed.
    await tx.changeWindow.update({ where: { id }, data: { remindedMinutes: minutes } });
    events.push({
      type: "window.reminded",
      subject: { type: "window", id },
      environmentId: environment.id,
      data: {
        environment: environment.name,
        from: startsAt.toISOString(),
        minutes,
        people: crewIds.length,
      },
    });
    notices.push({
      kind: "window",
      to: crewIds,
      title: `The change window of ${environment.name} begins ${ahead(minutes)}`,
      href: paths.window(upgrade.key),
    });
  }
  return { events, notices };
}
