import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import type { Tone } from "./tone";

export type ChipProps = {
  children: ReactNode;
  tone?: Tone;
  icon?: ReactNode;
  /** Dashed amber edge: what this says rests on evidence that has changed. */
  dashed?: boolean;
  className?: string;
};

/** A short fact in a pill. The tone supports the words, it never replaces them. */
export function Chip({ children, tone = "neutral", icon, dashed = false, className }: ChipProps) {
  return (
    <span className={cn("chip", className)} data-tone={tone} data-dashed={dashed || undefined}>
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}
