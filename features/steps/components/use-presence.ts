"use client";

import { useEffect } from "react";
import type { Present } from "@/features/live/components/use-live";

/** A sign of life this often, in ms; the server forgets a place after 40 s without one. */
const beat = 15_000;

/** Tells the others where this person looks, as long as the tab is looked at. Null: nowhere in particular. */
export function usePresence(upgrade: string, place: string | null): void {
  useEffect(() => {
    const tell = (where: string | null) => {
      const body = JSON.stringify({ upgrade, place: where });
      void fetch("/api/live", {
        method: "POST",
        body,
        headers: { "content-type": "application/json" },
        keepalive: true,
      }).catch(() => undefined);
    };
    if (place === null) return;
    const show = () => {
      if (!document.hidden) tell(place);
    };
    const turn = () => tell(document.hidden ? null : place);
    show();
    const timer = setInterval(show, beat);
    document.addEventListener("visibilitychange", turn);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", turn);
      tell(null);
    };
  }, [upgrade, place]);
}

/** Names of the others who look at each step. */
export function watchersOf(
  present: readonly Present[],
  members: readonly { id: string; name: string }[],
  me: string,
): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const { userId, place } of present) {
    const name = userId === me ? undefined : members.find((member) => member.id === userId)?.name;
    if (name && place.startsWith("step:"))
      names.set(place.slice(5), [...(names.get(place.slice(5)) ?? []), name]);
  }
  return names;
}
