import { ArrowDown, ArrowUp } from "lucide-react";
import { Link } from "@/components/ui/link";
import { cn } from "@/lib/cn";

export type SortState = {
  /** Null when the table is sorted by something else. */
  direction: "ascending" | "descending" | null;
  /** The same screen sorted by this column, or the other way round. */
  href: string;
};

export type SortHeaderProps = {
  label: string;
  hidden?: boolean;
  align?: "start" | "end";
  sort?: SortState;
  className?: string;
};

/** The head of a column; a link when the table can be sorted by it, because the order is part of the URL. */
export function SortHeader({ label, hidden, align, sort, className }: SortHeaderProps) {
  if (!sort) {
    return (
      <th scope="col" {...columnheader} data-align={align} className={className}>
        <span className={hidden ? "sr-only" : undefined}>{label}</span>
      </th>
    );
  }
  const Arrow = sort.direction === "descending" ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      {...columnheader}
      data-align={align}
      className={className}
      aria-sort={sort.direction ?? undefined}
    >
      <Link
        href={sort.href}
        scroll={false}
        className={cn("inline-flex items-center gap-1 hover:text-ink", sort.direction && "text-ink")}
      >
        {label}
        <Arrow size={12} aria-hidden="true" className={sort.direction ? undefined : "invisible"} />
      </Link>
    </th>
  );
}

// In words for the reason data-table.tsx gives.
const columnheader = { role: "columnheader" } as const;
