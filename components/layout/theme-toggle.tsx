"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { SegmentedChoice } from "./segmented-choice";
import { remember, type Theme } from "./theme";
import { useTheme } from "./use-html-data";

export type ThemeToggleProps = { initial: Theme };

const choices = [
  { value: "system", label: "As the system", icon: <Monitor size={14} /> },
  { value: "light", label: "Light", icon: <Sun size={14} /> },
  { value: "dark", label: "Dark", icon: <Moon size={14} /> },
] as const;

/** System, light or dark; kept in a cookie of this browser. */
export function ThemeToggle({ initial }: ThemeToggleProps) {
  const theme = useTheme(initial);
  return (
    <SegmentedChoice
      legend="Theme"
      choices={choices}
      value={theme}
      onChoose={(value) => remember("theme", value)}
    />
  );
}
