import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export type ScrollRegionProps = { label: string; children: ReactNode; className?: string };

/** A part of the page that scrolls in itself when it is wider or taller than its place; the keyboard reaches and moves it. */
export function ScrollRegion({ label, children, className }: ScrollRegionProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls and holds nothing to focus must be focusable itself
    <section aria-label={label} tabIndex={0} className={cn("scroll-region", className ?? "overflow-x-auto")}>
      {children}
    </section>
  );
}
