"use client";

import { useCallback, useEffect, useState } from "react";
import type { StepDetails } from "../schema/reading";

/** Everything about one step, read again whenever `pulse` moves. `failed` says that the last reading did not work; what was there stays. */
export function useStepDetails(upgrade: string, step: string, pulse: number) {
  const [details, setDetails] = useState<StepDetails | null>(null);
  const [failed, setFailed] = useState(false);
  const load = useCallback(async () => {
    const response = await fetch(`/api/v1/upgrades/${encodeURIComponent(upgrade)}/steps/${step}`).catch(
      () => null,
    );
    setFailed(!response?.ok);
    if (response?.ok) setDetails((await response.json()) as StepDetails);
  }, [upgrade, step]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the pulse says that it may have changed
  useEffect(() => {
    void load();
  }, [load, pulse]);
  return { details, failed, load };
}
