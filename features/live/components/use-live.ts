"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

/** What moved: up to which event, and the ids of the subjects; null when there were too many to name. */
export interface Wake {
  seq: number;
  subjects: string[] | null;
}

export interface Present {
  userId: string;
  place: string;
}

/** What the page shows already: events up to this one, or what was there when a server read it, in ms of its clock. */
export type Known = { since: number } | { read: number };

interface Options {
  /** Asked whenever the stream is opened, so that what happened before it was is not missed. */
  known: () => Known;
  /** Replaces the default, a quiet refresh of the page. */
  onWake?: (wake: Wake) => void;
  onPresent?: (people: Present[]) => void;
}

/** Refreshes are at least this far apart, in ms: several people at work must not keep the page reloading. */
const calm = 700;

/**
 * Follows an upgrade: other people's changes arrive within a second, those made while the page was on its way with the
 * opening of the stream. The browser reconnects by itself; after a gap one refresh brings everything up to date.
 */
export function useLive(upgrade: string, { known, onWake, onPresent }: Options): void {
  const router = useRouter();
  const handlers = useRef({ known, onWake, onPresent });
  handlers.current = { known, onWake, onPresent };

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last = 0;
    let opened = false;
    const refresh = () => {
      clearTimeout(timer);
      timer = setTimeout(
        () => {
          last = Date.now();
          router.refresh();
        },
        Math.max(50, last + calm - Date.now()),
      );
    };
    const wake = (what: Wake) => (handlers.current.onWake ? handlers.current.onWake(what) : refresh());
    let source: EventSource | null = null;
    const open = () => {
      const has = Object.entries(handlers.current.known()).map(([name, value]) => `&${name}=${value}`);
      source ??= new EventSource(`/api/live?upgrade=${encodeURIComponent(upgrade)}${has.join("")}`);
      source.addEventListener("open", () => {
        if (opened) wake({ seq: 0, subjects: null });
        opened = true;
      });
      source.addEventListener("wake", (event) => wake(JSON.parse(event.data) as Wake));
      source.addEventListener("present", (event) =>
        handlers.current.onPresent?.(JSON.parse(event.data) as Present[]),
      );
    };
    const close = () => {
      source?.close();
      source = null;
    };
    // A browser allows six connections to a server: tabs nobody looks at give theirs back.
    const look = () => (document.hidden ? close() : source || open());
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      clearTimeout(timer);
      close();
    };
  }, [upgrade, router]);
}
