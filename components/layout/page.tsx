import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export type PageProps = {
  children: ReactNode;
  /** wide: dashboards and tables · reading: gates, audit · form: one column · fill: the window's height, parts scroll. */
  width?: "wide" | "reading" | "form" | "fill";
  /** The page's h1 for screen readers, where the screen itself has no room for a PageTitle. */
  heading?: string;
  className?: string;
};

/** The content of a screen at its width. A direct child of AppShell, so that `fill` can take the window's height. */
export function Page({ children, width = "wide", heading, className }: PageProps) {
  return (
    <div className={cn("page", width === "fill" && "page-fill", className)} data-width={width}>
      {heading ? <h1 className="sr-only">{heading}</h1> : null}
      {children}
    </div>
  );
}
