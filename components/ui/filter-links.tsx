import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { formatCount } from "@/lib/format";
import { Link } from "./link";
import type { Tone } from "./tone";

export type FilterLink = { href: string; label: string; count?: number; current: boolean; tone?: Tone };

export type FilterLinksProps = {
  label: string;
  filters: readonly FilterLink[];
  /** Right end of the row: search field, key hints. */
  children?: ReactNode;
  className?: string;
};

/** Filters as counts: each is a link to exactly those items, the current one filled. */
export function FilterLinks({ label, filters, children, className }: FilterLinksProps) {
  return (
    <nav aria-label={label} className={cn("filters", className)}>
      <ul>
        {filters.map((filter) => (
          <li key={filter.href}>
            <Link
              href={filter.href}
              scroll={false}
              className="filter"
              data-tone={filter.count === 0 ? undefined : filter.tone}
              aria-current={filter.current ? "true" : undefined}
            >
              {filter.label}
              {filter.count === undefined ? null : <b className="num">{formatCount(filter.count)}</b>}
            </Link>
          </li>
        ))}
      </ul>
      {children ? <div className="ml-auto flex shrink-0 items-center gap-2">{children}</div> : null}
    </nav>
  );
}
