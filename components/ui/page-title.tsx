import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export type PageTitleProps = {
  children: ReactNode;
  /** Monospaced fact beside the title: "3.2.0 → 4.5.0", a key, a chip. */
  path?: ReactNode;
  /** Quiet facts after it, or below on narrow screens. */
  meta?: ReactNode;
  /** Right end: buttons, or the window. */
  actions?: ReactNode;
  /** One sentence below the title saying what this page is for. */
  lead?: ReactNode;
  className?: string;
};

/** The page's only h1, with what identifies it and what can be done with it. */
export function PageTitle({ children, path, meta, actions, lead, className }: PageTitleProps) {
  return (
    <div className={cn("page-title flex flex-wrap items-baseline gap-x-3 gap-y-1.5", className)}>
      <h1 className="min-w-0 text-xl font-bold tracking-tight text-balance wrap-anywhere">{children}</h1>
      {path ? <span className="font-mono text-sm font-semibold text-ink-2">{path}</span> : null}
      {meta ? <span className="text-ink-3">{meta}</span> : null}
      {actions ? (
        <div className="ml-auto flex flex-wrap items-center gap-2 max-sm:ml-0 max-sm:w-full">{actions}</div>
      ) : null}
      {lead ? (
        <div className="w-full text-ink-2">
          <p className="max-w-prose">{lead}</p>
        </div>
      ) : null}
    </div>
  );
}
