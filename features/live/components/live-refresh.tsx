"use client";

import { useLive } from "./use-live";

/** Keeps a page up to date with other people's changes; shows nothing. */
export function LiveRefresh({ upgrade }: { upgrade: string }) {
  useLive(upgrade);
  return null;
}
