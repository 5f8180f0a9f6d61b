"use client";

import { useEffect, useState } from "react";
import { formatElapsed, type Instant, toMillis } from "@/lib/format";

export type ElapsedProps = {
  since: Instant;
  /** The server's now: what is shown before the clock runs, and by how far the browser's clock is off. */
  now: Instant;
  className?: string;
};

/** A clock that runs from `since`, by the server's time: "06:12". Stands still while the page is hidden. */
export function Elapsed({ since, now, className }: ElapsedProps) {
  const start = toMillis(since);
  const serverNow = toMillis(now);
  const [current, setCurrent] = useState(serverNow);
  useEffect(() => {
    const offset = serverNow - Date.now();
    const tick = () => document.visibilityState === "visible" && setCurrent(Date.now() + offset);
    const timer = setInterval(tick, 1000);
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [serverNow]);
  return (
    <span role="timer" aria-live="off" className={className}>
      {formatElapsed(current - start)}
    </span>
  );
}
