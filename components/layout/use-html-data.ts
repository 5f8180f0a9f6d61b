"use client";

import { useSyncExternalStore } from "react";
import { type Density, parseDensity, parseTheme, type Theme } from "./theme";

/** The density in force, also after it was switched; `initial` is what the server rendered with. */
export function useDensity(initial: Density): Density {
  return parseDensity(useHtmlData("density", initial));
}

/** The theme chosen (not the one shown: "system" stays "system"). */
export function useTheme(initial: Theme): Theme {
  return parseTheme(useHtmlData("theme", initial));
}

function useHtmlData(name: "density" | "theme", initial: string): string | undefined {
  return useSyncExternalStore(
    watchHtml,
    () => document.documentElement.dataset[name],
    () => initial,
  );
}

function watchHtml(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme", "data-density"] });
  return () => observer.disconnect();
}
