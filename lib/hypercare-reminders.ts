import type { NewEvent } from "@/domain/event";
import { nextEnd } from "@/domain/hypercare/days";
import { hypercareStanding } from "@/domain/hypercare/standing";
import { counted, joined } from "@/domain/sentence";
import type { ReadClient, WriteClient } from "@/lib/db";
import { loadHypercare } from "@/lib/hypercare-facts";
import type { Notice } from "@/lib/notices";
import { paths } from "@/lib/paths";
import { loadVerification } from "@/lib/verification-facts";
import { zoneClock } from "@/lib/wall-clock";

/** Upgrades with a day of hypercare that is over and of which nothing was told. */
export async function upgradesInHypercare(
  read: Pick<ReadClient, "hypercarePeriod">,
  now: Date,
): Promise<{ id: string; key: string }[]> {
  const rows = await read.hypercarePeriod.findMany({
    where: { dueAt: { lte: now }, upgrade: { archivedAt: null } },
    select: { upgrade: { select: { id: true, key: true } } },
  });
  return rows.map(({ upgrade }) => upgrade);
}

/**
 * Records each day of hypercare that was missed and that a period is over, and tells leads and engineers, who can answer.
 * Only in a transaction that holds the lock of the upgrade's chain; the second time finds nothing.
 */
export async function tellHypercare(
  tx: WriteClient,
  upgradeId: string,
  now: Date,
): Promise<{ events: NewEvent[]; notices: Notice[] }> {
  const events: NewEvent[] = [];
  const notices: Notice[] = [];
  const due = await tx.hypercarePeriod.findMany({
    where: { upgradeId, dueAt: { lte: now } },
    include: {
      environment: { select: { id: true, key: true, name: true } },
      upgrade: { select: { key: true } },
    },
    orderBy: { id: "asc" },
  });
  if (due.length === 0) return { events, notices };
  const members = await tx.member.findMany({
    where: { upgradeId, roles: { hasSome: ["lead", "engineer"] } },
    select: { userId: true },
  });
  const { hypercare: rules } = await loadVerification(tx, upgradeId);
  const { periods, findings } = await loadHypercare(tx, upgradeId);
  for (const { id, toldDays, environment, upgrade } of due) {
    const period = periods.find((one) => one.id === id);
    // One that another one followed counts no more.
    const standing = period && hypercareStanding(rules, period, zoneClock(period.zone), now);
    const { told, dueAt } = period
      ? nextEnd(period, zoneClock(period.zone), now)
      : { told: toldDays, dueAt: null };
    // Not the version: nothing that somebody edits has changed.
    await tx.hypercarePeriod.update({ where: { id }, data: { toldDays: Math.max(told, toldDays), dueAt } });
    if (!standing || rules === null) continue;
    const about = {
      subject: { type: "environment", id: environment.id },
      environmentId: environment.id,
    } as const;
    const missed = standing.days.filter(({ state }) => state === "missed");
    const fresh = missed.filter(({ day }) => day.number > toldDays && day.number <= told);
    for (const { day, checks } of fresh) {
      const open = checks.filter(({ state }) => state === "missed").map(({ check }) => check.title);
      events.push({
        type: "hypercare.dayMissed",
        ...about,
        data: { environment: environment.name, day: day.number, date: day.date, checks: open },
      });
    }
    const tell = (title: string, day?: number) =>
      notices.push({
        kind: "hypercare",
        to: members.map(({ userId }) => userId),
        title,
        href: paths.hypercare(upgrade.key, environment.key, day ? { day: String(day) } : {}),
      });
    const [first] = fresh;
    if (first) {
      const days = fresh.map(({ day }) => String(day.number));
      tell(
        `Day ${joined(days)} of hypercare of ${environment.name} ${days.length === 1 ? "was" : "were"} missed: answer late`,
        first.day.number,
      );
    }
    if (!standing.over) continue;
    const open = findings.filter(
      ({ environmentId, done }) => environmentId === environment.id && done === null,
    ).length;
    events.push({
      type: "hypercare.over",
      ...about,
      data: {
        environment: environment.name,
        days: standing.days.length,
        missed: missed.length,
        findings: open,
      },
    });
    tell(
      missed.length + open === 0
        ? `Hypercare of ${environment.name} is over: nothing is left`
        : `Hypercare of ${environment.name} is over: ${counted(missed.length, "missed day")} and ${counted(open, "open finding")} are left`,
    );
  }
  // That it was looked at is written down, too, and nothing is without an event.
  if (events.length === 0)
    events.push({ type: "upgrade.clockMoved", subject: { type: "upgrade", id: upgradeId }, data: {} });
  return { events, notices };
}
