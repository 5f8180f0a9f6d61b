import { z } from "zod";
import type { NotificationKind } from "@/domain/notification";
import { countInbox } from "@/features/sign-offs/queries/inbox";
import type { Prisma, ReadClient } from "@/lib/db";
import { notACursor } from "@/lib/errors";
import { instanceQuery } from "@/lib/read";
import { listNotificationsInput, listNotificationsOutput, waitingCounts } from "./schema";

/** Whoever left an upgrade no longer reads what was told about it. */
const mine = async (read: Pick<ReadClient, "member">, userId: string) => {
  const memberships = await read.member.findMany({
    where: { userId },
    select: { upgrade: { select: { id: true, key: true, title: true } } },
  });
  return new Map(memberships.map(({ upgrade: { id, ...upgrade } }) => [id, upgrade]));
};

export const listNotifications = instanceQuery({
  name: "notification.list",
  action: "notification.list",
  summary: "The caller's notifications, latest first, with the number of unread ones",
  path: "/notifications",
  input: listNotificationsInput,
  output: listNotificationsOutput,
  run: async ({ read, actor }, { show, cursor, limit }) => {
    const upgrades = await mine(read, actor.id);
    const own = {
      userId: actor.id,
      upgradeId: { in: [...upgrades.keys()] },
    } satisfies Prisma.NotificationWhereInput;
    if (
      cursor &&
      !(await read.notification.findFirst({ where: { ...own, id: cursor }, select: { id: true } }))
    )
      throw notACursor();
    const [rows, unread] = await Promise.all([
      read.notification.findMany({
        where: { ...own, ...(show === "unread" && { readAt: null }) },
        orderBy: [{ createdAt: "desc" }, { id: "desc" }],
        take: limit + 1,
        ...(cursor && { cursor: { id: cursor }, skip: 1 }),
      }),
      read.notification.count({ where: { ...own, readAt: null } }),
    ]);
    const items = rows.slice(0, limit).map((row) => ({
      id: row.id,
      kind: row.kind as NotificationKind,
      title: row.title,
      href: row.href,
      upgrade: upgrades.get(row.upgradeId) ?? { key: "", title: "" },
      createdAt: row.createdAt.toISOString(),
      readAt: row.readAt?.toISOString() ?? null,
    }));
    return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null, unread };
  },
});

/** Both counts at once: the frame of every open page asks for them now and then. */
export const countWaiting = instanceQuery({
  name: "notification.count",
  action: "notification.list",
  summary: "How many notifications of the caller are unread, and how many things wait in their inbox",
  path: "/notifications/count",
  input: z.object({}),
  output: waitingCounts,
  run: async (context) => {
    const { read, actor } = context;
    const [unread, inbox] = await Promise.all([
      read.notification.count({
        where: {
          userId: actor.id,
          readAt: null,
          upgradeId: { in: [...(await mine(read, actor.id)).keys()] },
        },
      }),
      countInbox.run(context, {}),
    ]);
    return { unread, waiting: inbox.waiting };
  },
});
