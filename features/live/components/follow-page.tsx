"use client";

import { useLive } from "./use-live";

/** The part of LiveRefresh in the browser: `readAt` is the time at which the server read what the page shows. */
export function FollowPage({ upgrade, readAt }: { upgrade: string; readAt: number }) {
  useLive(upgrade, { known: () => ({ read: readAt }) });
  return null;
}
