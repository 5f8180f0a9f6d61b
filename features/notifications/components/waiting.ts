import type { NotificationItem, WaitingCounts } from "../schema";

/** Says that what is unread changed, so that the bell asks again at once. */
export const readEvent = "liftlock:notifications-read";

/**
 * Marks notifications as read; without ids, all of them. Kept alive over the page change that following one causes,
 * and not a server action, which would hold that page change up.
 */
export async function markRead(ids?: readonly string[]): Promise<void> {
  const body = JSON.stringify(ids ? { ids } : {});
  await fetch("/api/v1/notifications/read", {
    method: "POST",
    keepalive: true,
    headers: { "content-type": "application/json" },
    body,
  }).catch(() => undefined);
  window.dispatchEvent(new Event(readEvent));
}

/** Null when the server didn't answer, or nobody is signed in any more: what was known then stays. */
async function ask<T>(path: string): Promise<T | null> {
  const response = await fetch(`/api/v1${path}`).catch(() => null);
  return response?.ok ? ((await response.json()) as T) : null;
}

export const askCounts = () => ask<WaitingCounts>("/notifications/count");
export const askNewest = () => ask<{ items: NotificationItem[] }>("/notifications?limit=8");
