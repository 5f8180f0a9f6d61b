"use client";

import { Rows3, Rows4 } from "lucide-react";
import { SegmentedChoice } from "./segmented-choice";
import { type Density, remember } from "./theme";
import { useDensity } from "./use-html-data";

export type DensityToggleProps = { initial: Density };

const choices = [
  { value: "comfortable", label: "Comfortable rows", icon: <Rows3 size={14} /> },
  { value: "compact", label: "Compact rows", icon: <Rows4 size={14} /> },
] as const;

/** Rows of 44 or 32 px; kept in a cookie of this browser. Lists follow at once. */
export function DensityToggle({ initial }: DensityToggleProps) {
  const density = useDensity(initial);
  return (
    <SegmentedChoice
      legend="Density"
      choices={choices}
      value={density}
      onChoose={(value) => remember("density", value)}
    />
  );
}
