import type { ReactNode } from "react";
import { cn } from "@/lib/cn";

export type DiffItem = {
  key: string;
  /** What changed: a setting, a step, a field. */
  label: ReactNode;
  /** Null when it did not exist before. */
  was: string | null;
  /** Null when it is gone. */
  is: string | null;
  /** By whom and when. */
  note?: ReactNode;
};

export type DiffListProps = {
  items: readonly DiffItem[];
  label: string;
  /** What the two sides are called where they are no before and after: "Theirs, saved". */
  words?: { was: string; is: string };
  className?: string;
};

const usual = { was: "was", is: "is" };

/** What was and what is, one change per row, in words as well as in colours. */
export function DiffList({ items, label, words = usual, className }: DiffListProps) {
  return (
    <ul aria-label={label} className={cn("divide-y divide-line", className)}>
      {items.map((item) => (
        <li key={item.key} className="py-2">
          <div className="font-medium wrap-anywhere">{item.label}</div>
          <div className="mt-1 flex flex-wrap items-baseline gap-x-2 gap-y-1">
            {item.was === null ? null : <Side word={words.was} value={item.was} tone="was" />}
            {item.is === null ? (
              <span className="text-blocked">removed</span>
            ) : (
              <Side word={item.was === null ? "added" : words.is} value={item.is} tone="is" />
            )}
          </div>
          {item.note ? <div className="mt-1 text-xs text-ink-3">{item.note}</div> : null}
        </li>
      ))}
    </ul>
  );
}

function Side({ word, value, tone }: { word: string; value: string; tone: "was" | "is" }) {
  const Mark = tone === "was" ? "del" : "ins";
  return (
    <span className="inline-flex min-w-0 items-baseline gap-1.5">
      <span className="text-xs text-ink-3">{word}</span>
      <Mark
        className={cn(
          "rounded-sm px-1.5 py-px font-mono text-xs no-underline wrap-anywhere",
          tone === "was" ? "bg-blocked-bg text-blocked" : "bg-done-bg text-done",
        )}
      >
        {value === "" ? "(empty)" : value}
      </Mark>
    </span>
  );
}
