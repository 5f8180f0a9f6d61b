import { type ReactNode, useId } from "react";
import { cn } from "@/lib/cn";

export type SectionProps = {
  title: ReactNode;
  /** One sentence saying what this is for. */
  lead?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
  headingLevel?: 2 | 3;
  className?: string;
};

/** A titled part of a page, reachable as a region. */
export function Section({ title, lead, action, children, headingLevel = 2, className }: SectionProps) {
  const id = useId();
  const Heading = `h${headingLevel}` as const;
  return (
    <section aria-labelledby={id} className={cn("section", className)}>
      <header className="mb-2.5 flex flex-wrap items-end gap-x-3 gap-y-1">
        <div className="min-w-0 flex-1">
          <Heading
            id={id}
            className={cn("font-semibold tracking-tight", headingLevel === 2 ? "text-lg" : "text-md")}
          >
            {title}
          </Heading>
          {lead ? <p className="max-w-prose text-ink-2">{lead}</p> : null}
        </div>
        {action ? <div className="flex gap-2">{action}</div> : null}
      </header>
      {children}
    </section>
  );
}
