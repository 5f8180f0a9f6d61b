import { type ReactNode, useId } from "react";
import { cn } from "@/lib/cn";

export type CardProps = {
  children: ReactNode;
  /** Names the card; small capitals, as on the home screen. Without it the card is a plain box. */
  title?: ReactNode;
  /** Right end of the header: a count, a link, a menu. */
  action?: ReactNode;
  headingLevel?: 2 | 3 | 4;
  /** Room around the content; leave it off for rows that reach the edges. */
  padded?: boolean;
  className?: string;
};

/** A surface with an optional header. With a title it is a region screen readers can jump to. */
export function Card({ children, title, action, headingLevel = 2, padded = false, className }: CardProps) {
  const id = useId();
  const Heading = `h${headingLevel}` as const;
  const body = padded ? <div className="px-3.5 pt-1 pb-3.5">{children}</div> : children;
  if (!title) return <div className={cn("card", padded && "pt-2.5", className)}>{body}</div>;
  return (
    <section className={cn("card", className)} aria-labelledby={id}>
      <header className="flex min-h-10 items-center gap-2 px-3.5 py-1.5">
        <Heading id={id} className="eyebrow">
          {title}
        </Heading>
        {action ? <div className="ml-auto flex items-center gap-2">{action}</div> : null}
      </header>
      {body}
    </section>
  );
}

export type CardRowProps = { children: ReactNode; icon?: ReactNode; aside?: ReactNode; className?: string };

/** One line of a card: icon, text, and a quiet note at the end. Rows are separated by hairlines. */
export function CardRow({ children, icon, aside, className }: CardRowProps) {
  return (
    <div className={cn("flex items-center gap-2.5 border-t border-line px-3.5 py-2", className)}>
      {icon}
      <div className="min-w-0 flex-1">{children}</div>
      {aside ? <div className="num shrink-0 text-xs text-ink-3">{aside}</div> : null}
    </div>
  );
}
