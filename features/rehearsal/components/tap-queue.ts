"use client";

import { useCallback, useEffect, useRef, useState } from "react";

/** What somebody tapped on a step. */
export type TapVerb = "start" | "finish" | "block" | "unblock" | "pause" | "resume";

/** A tap that the server has not answered yet, with the version it saw. Its id is sent along, so that twice sent is once done. */
export interface Tap {
  id: string;
  step: string;
  label: string;
  verb: TapVerb;
  version: number;
  reason?: string | undefined;
  at: string;
  /** Why the server refused it; null while it waits. */
  refused: string | null;
}

/** How a tap leaves the step, before the server has it. */
export const stateAfter = {
  start: "doing",
  finish: "done",
  block: "blocked",
  unblock: "doing",
  pause: "doing",
  resume: "doing",
} as const;

/** Between two tries while the network is away, in ms. */
const again = 4_000;

const stored = (key: string): Tap[] => {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(found) ? (found as Tap[]) : [];
  } catch {
    return [];
  }
};

/** Sends one tap. "away": no answer, or none that says anything about the tap. */
async function send(
  upgrade: string,
  tap: Tap,
): Promise<{ is: "done" } | { is: "away" } | { is: "refused"; why: string }> {
  try {
    const response = await fetch(
      `/api/v1/upgrades/${encodeURIComponent(upgrade)}/steps/${tap.step}/${tap.verb}`,
      {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "idempotency-key": tap.id,
          "if-match": `"${tap.version}"`,
        },
        body: JSON.stringify(tap.reason === undefined ? {} : { reason: tap.reason }),
      },
    );
    if (response.ok) return { is: "done" };
    if (response.status >= 500 || response.status === 429) return { is: "away" };
    const problem = (await response.json().catch(() => null)) as { detail?: string } | null;
    return { is: "refused", why: problem?.detail ?? "The server refused it." };
  } catch {
    return { is: "away" };
  }
}

/**
 * Taps of one environment, kept on this device until the server has answered: in the order they were made, also over a
 * reload. What is refused stays with the reason, and holds later taps of its step, which saw what never came to be.
 */
export function useTapQueue(upgrade: string, environment: string, onAnswered: () => void) {
  const key = `liftlock.taps.${upgrade}.${environment}`;
  const [taps, setTaps] = useState<readonly Tap[]>([]);
  const [away, setAway] = useState(false);
  const busy = useRef(false);

  const write = useCallback(
    (next: readonly Tap[]) => {
      localStorage.setItem(key, JSON.stringify(next));
      setTaps(next);
    },
    [key],
  );

  const flush = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    let answered = false;
    for (let tap = nextOf(stored(key)); tap; tap = nextOf(stored(key))) {
      const { id } = tap;
      const result = await send(upgrade, tap);
      setAway(result.is === "away");
      if (result.is === "away") break;
      answered = true;
      // Read again: another tap may have come while this one was on its way.
      const now = stored(key);
      write(
        result.is === "done"
          ? now.filter((one) => one.id !== id)
          : now.map((one) => (one.id === id ? { ...one, refused: result.why } : one)),
      );
    }
    busy.current = false;
    if (answered) onAnswered();
  }, [key, upgrade, write, onAnswered]);

  useEffect(() => {
    setTaps(stored(key));
    void flush();
    const timer = setInterval(() => void (stored(key).length > 0 && flush()), again);
    const online = () => void flush();
    window.addEventListener("online", online);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", online);
    };
  }, [key, flush]);

  const add = useCallback(
    (tap: Omit<Tap, "id" | "at" | "refused">) => {
      write([
        ...stored(key),
        { ...tap, id: crypto.randomUUID(), at: new Date().toISOString(), refused: null },
      ]);
      void flush();
    },
    [key, write, flush],
  );
  /** Takes a refused tap away, with what was tapped on the same step after it. */
  const dismiss = useCallback(
    (step: string) => write(stored(key).filter((one) => one.step !== step)),
    [key, write],
  );
  return { taps, away, add, dismiss };
}

/** The first tap that may be sent: none of its step was refused before it. */
export function nextOf(taps: readonly Tap[]): Tap | null {
  const held = new Set<string>();
  for (const tap of taps) {
    if (tap.refused === null && !held.has(tap.step)) return tap;
    held.add(tap.step);
  }
  return null;
}

/** A step as it looks with the taps that still wait: its state and the version the next tap sees. */
export function withTaps<
  Step extends {
    id: string;
    version: number;
    state: string;
    paused: { since: string; reason: string } | null;
  },
>(step: Step, taps: readonly Tap[]): Step & { waiting: boolean } {
  const own = taps.filter((tap) => tap.step === step.id && tap.refused === null);
  const last = own.at(-1);
  if (!last) return { ...step, waiting: false };
  // Whatever is tapped on a paused step goes on with it.
  const paused = last.verb === "pause" ? { since: last.at, reason: last.reason ?? "" } : null;
  return { ...step, state: stateAfter[last.verb], paused, version: last.version + 1, waiting: true };
}
