import { z } from "zod";
import { notificationKinds } from "@/domain/notification";
import { id, pagedBy, pageOf } from "@/lib/fields";

export const notificationItem = z.object({
  id,
  kind: z.enum(notificationKinds),
  title: z.string(),
  /** Address inside Liftlock. */
  href: z.string(),
  upgrade: z.object({ key: z.string(), title: z.string() }),
  createdAt: z.string(),
  readAt: z.string().nullable(),
});
export type NotificationItem = z.output<typeof notificationItem>;

export const listNotificationsInput = z.object({
  ...pagedBy.id,
  show: z.enum(["all", "unread"]).default("all"),
});

/** Latest first. */
export const listNotificationsOutput = pageOf(notificationItem).extend({ unread: z.int() });

/** What the frame shows everywhere: unread notifications, and what waits in the inbox. */
export const waitingCounts = z.object({ unread: z.int(), waiting: z.int() });
export type WaitingCounts = z.output<typeof waitingCounts>;

export const readNotificationsInput = z.object({
  /** Which ones; left out: all of them. */
  ids: z.array(id).min(1).max(500).optional(),
});
export const readNotificationsOutput = z.object({ read: z.int() });
