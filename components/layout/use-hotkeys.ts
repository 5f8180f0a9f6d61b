"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";
import { type Hotkey, register, registered, singleKeysOn, watch } from "./hotkey-registry";

/**
 * Shortcuts that work while the component is on the page. One registry for the whole page, so the help sheet lists exactly
 * what works; nothing fires while somebody types or a modal dialog is open. Of two with the same keys the inner one wins.
 */
export function useHotkeys(hotkeys: readonly Hotkey[]): void {
  const source = useRef(hotkeys);
  const shown = hotkeys.map((hotkey) => `${hotkey.keys} ${hotkey.label}`).join("|");
  useEffect(() => {
    source.current = hotkeys;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: registered again when what the help sheet shows changes
  useEffect(() => register(source), [shown]);
}

const none: readonly Hotkey[] = [];

/** What works now, following changes. */
export function useRegisteredHotkeys(): readonly Hotkey[] {
  return useSyncExternalStore(watch, registered, () => none);
}

/** Whether shortcuts of plain keys are on in this browser. */
export function useSingleKeys(): boolean {
  return useSyncExternalStore(watch, singleKeysOn, () => true);
}
