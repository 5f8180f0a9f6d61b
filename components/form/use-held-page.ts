"use client";

import { useEffect } from "react";

/** While there is something the server does not have yet, the browser asks before it leaves the page or reads it again. */
export function useHeldPage(unsaved: boolean): void {
  useEffect(() => {
    if (!unsaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [unsaved]);
}
