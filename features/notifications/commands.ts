import { instanceCommand } from "@/lib/command";
import { readNotificationsInput, readNotificationsOutput } from "./schema";

/** Marks notifications as read. Those of other people are passed over in silence, as if they were not there. */
export const readNotifications = instanceCommand({
  name: "notification.read",
  summary: "Marks some of the caller's notifications as read, or all of them",
  method: "POST",
  path: "/notifications/read",
  input: readNotificationsInput,
  output: readNotificationsOutput,
  unaudited: "what somebody has read is nobody else's business, and no fact of an upgrade",
  run: async ({ tx, now, actor }, { ids }) => {
    const own = { userId: actor?.id ?? "", readAt: null };
    const { count } = await tx.notification.updateMany({
      where: { ...own, ...(ids && { id: { in: ids } }) },
      data: { readAt: now },
    });
    return { output: { read: count }, events: [] };
  },
});
