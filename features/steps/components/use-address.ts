"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";

/** The part of a checklist's state that lives in its address: which step is open, which filter, what is searched. */
export function useAddress() {
  const search = useSearchParams();
  const change = useCallback((changes: Record<string, string | null>, how: "push" | "replace" = "push") => {
    const url = new URL(window.location.href);
    for (const [name, value] of Object.entries(changes)) {
      if (value) url.searchParams.set(name, value);
      else url.searchParams.delete(name);
    }
    // Next follows the browser's own history, without asking the server for the page again.
    window.history[how === "push" ? "pushState" : "replaceState"](null, "", url);
  }, []);
  const hrefWith = useCallback(
    (changes: Record<string, string | null>) => {
      const next = new URLSearchParams(search);
      for (const [name, value] of Object.entries(changes)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      const text = next.toString();
      return text === "" ? "?" : `?${text}`;
    },
    [search],
  );
  return useMemo(
    () => ({
      step: search.get("step"),
      show: search.get("show"),
      query: search.get("q") ?? "",
      change,
      hrefWith,
    }),
    [search, change, hrefWith],
  );
}
