import type { NewEvent } from "@/domain/event";
import { ahead, reminderDue, remindsAheadMs } from "@/domain/window/reminder";
import type { ReadClient, WriteClient } from "@/lib/db";
import type { Notice } from "@/lib/notices";
import { paths } from "@/lib/paths";

type Row = {
  startsAt: Date;
  endsAt: Date;
  remindedMinutes: number | null;
  phase: "ahead" | "begun" | "over";
};

/** Windows of which something may have to be told: those that come near, and those that began or ended untold. */
const near = (now: Date) => ({
  state: "booked" as const,
  phase: { not: "over" as const },
  startsAt: { lte: new Date(now.getTime() + remindsAheadMs) },
});

/** What has come of a window since it was last told of: a reminder, its begin, its end. */
function dueOf({ startsAt, endsAt, remindedMinutes, phase }: Row, now: Date) {
  const begun = phase === "ahead" && startsAt <= now;
  const over = endsAt <= now;
  const minutes = reminderDue({ start: startsAt, told: remindedMinutes }, now);
  return begun || over || minutes !== null ? { begun, over, minutes } : null;
}

/** Upgrades with a change window of which the clock has something to tell. */
export async function upgradesToRemind(
  read: Pick<ReadClient, "changeWindow">,
  now: Date,
): Promise<{ id: string; key: string }[]> {
  const rows = await read.changeWindow.findMany({
    where: { ...near(now), upgrade: { archivedAt: null } },
    select: {
      startsAt: true,
      endsAt: true,
      remindedMinutes: true,
      phase: true,
      upgrade: { select: { id: true, key: true } },
    },
  });
  return rows.filter((row) => dueOf(row, now) !== null).map(({ upgrade }) => upgrade);
}

/**
 * Reminds the crew of each change window a week, a day and an hour before it begins, and records that it began and ended.
 * Only in a transaction that holds the lock of the upgrade's chain; the second time finds nothing.
 */
export async function tellWindows(
  tx: WriteClient,
  upgradeId: string,
  now: Date,
): Promise<{ events: NewEvent[]; notices: Notice[] }> {
  const rows = await tx.changeWindow.findMany({
    where: { ...near(now), upgradeId },
    include: { environment: { select: { id: true, name: true } }, upgrade: { select: { key: true } } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
  });
  const events: NewEvent[] = [];
  const notices: Notice[] = [];
  for (const row of rows) {
    const due = dueOf(row, now);
    if (due === null) continue;
    const { id, environment, upgrade, crewIds, startsAt } = row;
    const { begun, over, minutes } = due;
    // Not the version: nothing that somebody edits has changed.
    await tx.changeWindow.update({
      where: { id },
      data: {
        remindedMinutes: minutes ?? row.remindedMinutes,
        phase: over ? "over" : begun ? "begun" : row.phase,
      },
    });
    const about = { subject: { type: "window", id }, environmentId: environment.id } as const;
    const tell = (title: string) =>
      notices.push({ kind: "window", to: crewIds, title, href: paths.window(upgrade.key) });
    if (minutes !== null) {
      events.push({
        type: "window.reminded",
        ...about,
        data: {
          environment: environment.name,
          from: startsAt.toISOString(),
          minutes,
          people: crewIds.length,
        },
      });
      tell(`The change window of ${environment.name} begins ${ahead(minutes)}`);
    }
    const data = { environment: environment.name };
    if (begun) {
      events.push({ type: "window.began", ...about, data });
      // Told late, it would send people to work in a time that is over.
      if (!over) tell(`The change window of ${environment.name} has begun`);
    }
    if (over) events.push({ type: "window.ended", ...about, data });
  }
  return { events, notices };
}
