"use client";

import { useCallback, useEffect, useState } from "react";
import { useInTurn } from "@/features/live/components/use-in-turn";
import { useLive } from "@/features/live/components/use-live";
import type { RunDetails } from "../schema";

/** A run as the server told it, and when it was asked for, in ms of this page's clock. */
export interface ToldRun {
  run: RunDetails;
  asked: number;
}

/**
 * Follows a run. It asks for the run alone, not for the page again: Next loads a page anew when its address changes while
 * it is refreshed, which recording by keyboard does all the time, and what is typed would be gone.
 */
export function useRun(upgrade: string, initial: RunDetails, readAt: number): ToldRun {
  const [told, setTold] = useState<ToldRun>({ run: initial, asked: 0 });
  useEffect(() => setTold((was) => (was.run === initial ? was : { run: initial, asked: 0 })), [initial]);
  const fetchRun = useCallback(async () => {
    const asked = performance.now();
    const response = await fetch(
      `/api/v1/upgrades/${encodeURIComponent(upgrade)}/test-runs/${encodeURIComponent(initial.id)}`,
    );
    if (response.ok) setTold({ run: (await response.json()) as RunDetails, asked });
  }, [upgrade, initial.id]);
  const sync = useInTurn(fetchRun);
  useLive(upgrade, { known: () => ({ read: readAt }), onWake: () => void sync() });
  return told;
}
