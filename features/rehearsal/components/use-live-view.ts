"use client";

import { useCallback, useEffect, useState } from "react";
import { useInTurn } from "@/features/live/components/use-in-turn";
import { useLive } from "@/features/live/components/use-live";
import type { LiveView } from "../schema/live";

/**
 * A run as it is this moment. What moves is asked for as data and not as a page: fifty people follow one night, and each
 * tap is a question from all of them.
 */
export function useLiveView(
  upgrade: string,
  given: LiveView,
  readAt: string,
): { view: LiveView; ask: () => Promise<void> } {
  const [view, setView] = useState(given);
  useEffect(() => setView(given), [given]);
  const address = `/api/v1/upgrades/${encodeURIComponent(upgrade)}/environments/${encodeURIComponent(given.environment.key)}/live`;
  const ask = useInTurn(
    useCallback(async () => {
      const response = await fetch(address);
      if (response.ok) setView((await response.json()) as LiveView);
    }, [address]),
  );
  useLive(upgrade, { known: () => ({ read: Date.parse(readAt) }), onWake: () => void ask() });
  return { view, ask };
}
