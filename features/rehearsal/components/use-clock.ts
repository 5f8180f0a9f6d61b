"use client";

import { useEffect, useState } from "react";

/** This moment in ms, moving every second; first what the server said, so that both draw the same. */
export function useClock(serverNow: string): number {
  const [now, setNow] = useState(() => Date.parse(serverNow));
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
