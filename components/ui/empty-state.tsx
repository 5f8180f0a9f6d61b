import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export type EmptyStateProps = {
  /** What will be here: "No test runs yet". */
  title: string;
  /** What it is good for and how it gets here, in one or two sentences. */
  children: ReactNode;
  /** The next action, and at most one other. */
  action?: ReactNode;
  headingLevel?: 2 | 3 | 4;
  className?: string;
};

/** An empty place that teaches what belongs there and offers the next step. */
export function EmptyState({ title, children, action, headingLevel = 2, className }: EmptyStateProps) {
  const Heading = `h${headingLevel}` as const;
  return (
    <div className={cn("mx-auto flex max-w-md flex-col items-center px-5 py-10 text-center", className)}>
      <svg width="64" height="40" viewBox="0 0 64 40" fill="none" aria-hidden="true" className="mb-4">
        <path d="M2 36h60" className="stroke-line-strong" strokeWidth="2" strokeLinecap="round" />
        <path d="M6 28c4 0 4-2 8-2s4 2 8 2v7H6z" className="fill-water" />
        <path d="M42 18c4 0 4-2 8-2s4 2 8 2v17H42z" className="fill-water" />
        <path
          d="M6 28c4 0 4-2 8-2s4 2 8 2M42 18c4 0 4-2 8-2s4 2 8 2"
          className="stroke-water-edge"
          strokeWidth="1.6"
        />
        <path d="M26 6v28M38 6v28" className="stroke-line-strong" strokeWidth="4" strokeLinecap="round" />
      </svg>
      <Heading className="text-md font-semibold text-balance">{title}</Heading>
      <div className="mt-1.5 text-ink-2 text-pretty">{children}</div>
      {action ? <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
