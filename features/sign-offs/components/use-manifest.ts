"use client";

import { useCallback, useEffect, useState } from "react";
import type { Manifest } from "@/domain/manifest";

export interface SeenManifest {
  manifest: Manifest;
  manifestSha256: string;
}

/** The manifest a signature would be bound to, read when the dialog opens: what is signed is what was shown. */
export function useManifest(address: string): {
  seen: SeenManifest | null;
  failed: boolean;
  again: () => void;
} {
  const [seen, setSeen] = useState<SeenManifest | null>(null);
  const [failed, setFailed] = useState(false);
  const load = useCallback(async () => {
    setFailed(false);
    try {
      const answer = await fetch(address, { headers: { accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      setSeen((await answer.json()) as SeenManifest);
    } catch {
      setFailed(true);
    }
  }, [address]);
  useEffect(() => void load(), [load]);
  return { seen, failed, again: load };
}
