import { z } from "zod";
import { belongsTo, hasWork, isUndecided } from "@/domain/inventory";
import { named } from "@/domain/sentence";
import { gateTitle } from "@/features/gates/queries/summary";
import { secretHash } from "@/lib/auth";
import { type CalendarEntry, calendarText } from "@/lib/calendar-text";
import type { ReadClient } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { kindsOfPlaybook } from "@/lib/kinds";
import { paths } from "@/lib/paths";
import { instanceQuery } from "@/lib/read";
import { calendarFile, calendarLinkView, readCalendarInput } from "./schema";

/** How far back a calendar reaches, in ms; and how many due dates of a kind it has at most. */
const back = 90 * 86_400_000;
const mostDates = 2_000;

/** Whether one has a calendar address. */
export const viewCalendarLink = instanceQuery({
  name: "calendar.link",
  action: "calendar.view",
  summary: "Whether the caller has a calendar address",
  path: "/calendar-link",
  input: z.object({}),
  output: calendarLinkView,
  run: async ({ read, actor }) => {
    const link = await read.calendarLink.findFirst({ where: { userId: actor.id, revokedAt: null } });
    return { link: link && { id: link.id, madeAt: link.createdAt.toISOString() } };
  },
});

/** What a calendar program reads: windows, freezes and due dates of every upgrade the owner of the address is a member of. */
export const readCalendar = instanceQuery({
  name: "calendar.read",
  action: "calendar.read",
  summary:
    "Change windows, freezes and due dates of gates, steps and items of the upgrades of whoever made this address, as iCalendar",
  path: "/calendars/{secret}",
  bytes: true,
  input: readCalendarInput,
  output: calendarFile,
  // Whoever asks is nobody here: the secret says whose calendar it is.
  run: async ({ read, now }, { secret }) => {
    const link = await read.calendarLink.findFirst({
      where: { secretHash: secretHash(secret), revokedAt: null, user: { disabledAt: null } },
      select: { user: { select: { id: true, name: true } } },
    });
    if (!link)
      throw new AppError(
        "not_found",
        "There is no such calendar. Make a new address in your profile and give that to your calendar program.",
      );
    const entries = [
      ...(await windowEntries(read, link.user.id, now)),
      ...(await freezeEntries(read, link.user.id, now)),
      ...(await gateEntries(read, link.user.id)),
      ...(await stepEntries(read, link.user.id)),
      ...(await itemEntries(read, link.user.id)),
    ];
    const text = calendarText(`Liftlock, ${link.user.name}`, entries, now);
    return { name: "liftlock.ics", mediaType: "text/calendar; charset=utf-8", content: once(text) };
  },
});

async function* once(text: string) {
  yield text;
}

const mine = (userId: string) => ({ archivedAt: null, members: { some: { userId } } });
const at = (path: string) => `${env().publicUrl}${path}`;

async function windowEntries(read: ReadClient, userId: string, now: Date): Promise<CalendarEntry[]> {
  const rows = await read.changeWindow.findMany({
    where: {
      state: "booked",
      endsAt: { gt: new Date(now.getTime() - back) },
      upgrade: mine(userId),
    },
    include: { environment: { select: { name: true } }, upgrade: { select: { key: true, title: true } } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
  });
  const people = await read.user.findMany({
    where: { id: { in: [...new Set(rows.flatMap(({ crewIds }) => crewIds))] } },
    select: { id: true, name: true },
  });
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? "Somebody";
  return rows.map((row) => ({
    uid: `window-${row.id}@liftlock`,
    start: row.startsAt,
    end: row.endsAt,
    title: `Change window: ${row.environment.name} of ${row.upgrade.key}`,
    text: [
      row.upgrade.title,
      row.crewIds.length > 0 ? `Crew: ${row.crewIds.map(nameOf).join(", ")}` : "",
      row.sharedSystems.length > 0 ? `Shared systems: ${row.sharedSystems.join(", ")}` : "",
      row.reserveMinutes > 0 ? `The last ${row.reserveMinutes} minutes are reserve.` : "",
    ]
      .filter((line) => line !== "")
      .join("\n"),
    url: at(paths.window(row.upgrade.key)),
    sequence: row.version,
    busy: row.crewIds.includes(userId),
  }));
}

async function freezeEntries(read: ReadClient, userId: string, now: Date): Promise<CalendarEntry[]> {
  const rows = await read.freeze.findMany({
    where: { endsAt: { gt: new Date(now.getTime() - back) }, upgrade: mine(userId) },
    include: { upgrade: { select: { key: true } } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
  });
  return rows.map((row) => ({
    uid: `freeze-${row.id}@liftlock`,
    start: row.startsAt,
    end: row.endsAt,
    title: `${row.kind === "freeze" ? "Freeze" : "Holiday"}: ${row.name} (${row.upgrade.key})`,
    text: row.reason,
    url: at(paths.window(row.upgrade.key)),
    sequence: row.version,
    busy: false,
  }));
}

/** Gates that shall be open by a date and are not yet. */
async function gateEntries(read: ReadClient, userId: string): Promise<CalendarEntry[]> {
  const rows = await read.gate.findMany({
    where: {
      dueAt: { not: null },
      state: { not: "open" },
      environment: { upgrade: mine(userId) },
    },
    select: {
      id: true,
      kind: true,
      dueAt: true,
      version: true,
      environment: { select: { key: true, name: true, kind: true, upgrade: { select: { key: true } } } },
    },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
  });
  return rows.flatMap(({ id, kind, dueAt, environment, version }) =>
    dueAt === null
      ? []
      : {
          uid: `gate-${id}@liftlock`,
          start: dueAt,
          end: null,
          title: `Due: gate ${gateTitle(environment, kind)} of ${environment.upgrade.key}`,
          text: "",
          url: at(paths.gate(environment.upgrade.key, environment.key, kind)),
          sequence: version,
          busy: false,
        },
  );
}

async function stepEntries(read: ReadClient, userId: string): Promise<CalendarEntry[]> {
  const rows = await read.step.findMany({
    where: {
      dueAt: { not: null },
      removedAt: null,
      state: { in: ["todo", "doing", "blocked"] },
      upgrade: mine(userId),
    },
    select: {
      id: true,
      code: true,
      title: true,
      dueAt: true,
      version: true,
      environment: { select: { key: true, name: true } },
      upgrade: { select: { key: true } },
    },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    take: mostDates,
  });
  return rows.flatMap(({ id, dueAt, environment, upgrade, version, ...step }) =>
    dueAt === null
      ? []
      : {
          uid: `step-${id}@liftlock`,
          start: dueAt,
          end: null,
          title: `Due: ${named(step)}, ${environment?.name ?? "plan"} of ${upgrade.key}`,
          text: "",
          url: at(paths.step(upgrade.key, environment?.key ?? null, step.code)),
          sequence: version,
          busy: false,
        },
  );
}

/** Items somebody still has to decide about, or to work off somewhere. */
async function itemEntries(read: ReadClient, userId: string): Promise<CalendarEntry[]> {
  const rows = await read.inventoryItem.findMany({
    where: { dueAt: { not: null }, removedAt: null, upgrade: mine(userId) },
    select: {
      id: true,
      kind: true,
      code: true,
      title: true,
      level: true,
      verdict: true,
      environmentIds: true,
      dueAt: true,
      version: true,
      standings: { select: { environmentId: true, state: true } },
      upgrade: {
        select: { key: true, playbookId: true, environments: { select: { id: true, kind: true } } },
      },
    },
    orderBy: [{ dueAt: "asc" }, { id: "asc" }],
    take: mostDates,
  });
  const playbooks = new Map<string, Awaited<ReturnType<typeof kindsOfPlaybook>>["kinds"]>();
  for (const { upgrade } of rows)
    if (!playbooks.has(upgrade.playbookId))
      playbooks.set(upgrade.playbookId, (await kindsOfPlaybook(read, upgrade.playbookId)).kinds);
  return rows.flatMap(({ dueAt, upgrade, standings, ...item }) => {
    const kind = playbooks.get(upgrade.playbookId)?.find(({ id }) => id === item.kind);
    if (dueAt === null || !kind) return [];
    const closed = new Set(
      standings.flatMap(({ environmentId, state }) =>
        state === "done" || state === "not_applicable" ? [environmentId] : [],
      ),
    );
    const open = upgrade.environments.some((one) => belongsTo(kind, item, one) && !closed.has(one.id));
    if (!isUndecided(kind, item) && !(hasWork(kind, item) && open)) return [];
    return {
      uid: `item-${item.id}@liftlock`,
      start: dueAt,
      end: null,
      title: `Due: ${named(item)} of ${upgrade.key}`,
      text: kind.title,
      url: at(paths.inventoryItem(upgrade.key, item.code)),
      sequence: item.version,
      busy: false,
    };
  });
}
