"use client";

import { useCallback, useRef } from "react";

/**
 * Asks the server by one question at a time: what is called for while one is under way is answered by one more after it.
 * Resolves when nothing is left to ask. A question that failed is left to the next call.
 */
export function useInTurn(question: () => Promise<void>): () => Promise<void> {
  const running = useRef<Promise<void> | null>(null);
  const again = useRef(false);
  return useCallback(async () => {
    if (running.current) {
      again.current = true;
      return running.current;
    }
    running.current = (async () => {
      do {
        again.current = false;
        await question().catch(() => undefined);
      } while (again.current);
    })();
    await running.current;
    running.current = null;
  }, [question]);
}
