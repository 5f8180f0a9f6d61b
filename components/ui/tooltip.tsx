import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { tip } from "./tip";

export type TooltipProps = { text: string; children: ReactNode; className?: string };

/** Explains a word or a mark on hover; screen readers hear the text after it. Controls use `reason` or `tip()` instead. */
export function Tooltip({ text, children, className }: TooltipProps) {
  return (
    <span className={cn("inline-flex items-center", className)} {...tip(text)}>
      {children}
      <span className="sr-only"> ({text})</span>
    </span>
  );
}
