"use client";

import { useEffect, useState } from "react";
import type { CommandItem, CommandSearch } from "./command-items";

const PAUSE_MS = 150;
const none: readonly CommandItem[] = [];

/** Asks `search` once typing pauses; answers to older queries are dropped, and a failed one finds nothing. */
export function useCommandSearch(query: string, search: CommandSearch | undefined) {
  const [answer, setAnswer] = useState<{ query: string; found: readonly CommandItem[] }>({
    query: "",
    found: none,
  });
  const wanted = query.trim();
  useEffect(() => {
    if (!search || wanted.length < 2) return;
    let stale = false;
    const timer = setTimeout(async () => {
      const found = await search(wanted).catch(() => none);
      if (!stale) setAnswer({ query: wanted, found });
    }, PAUSE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [wanted, search]);
  const asked = search !== undefined && wanted.length >= 2;
  return { found: asked ? answer.found : none, searching: asked && answer.query !== wanted };
}
