import { cn } from "@/lib/cn";
import { formatCount } from "@/lib/format";
import { Link } from "./link";
import { StateIcon } from "./state-icon";
import { stateWords, type VisualState } from "./tone";

export type StackedBarPart = {
  state: VisualState;
  count: number;
  /** A better word than the state's: "passed", "failed". */
  word?: string;
  stale?: boolean;
  /** Where exactly these are listed. */
  href?: string;
};

export type StackedBarRow = { key: string; label: string; parts: readonly StackedBarPart[] };

export type StackedBarsProps = { caption: string; rows: readonly StackedBarRow[]; className?: string };

const fills: Readonly<Record<VisualState | "stale", string>> = {
  idle: "fill-line-strong",
  doing: "fill-doing",
  waiting: "fill-waiting",
  blocked: "fill-blocked",
  done: "fill-done",
  na: "fill-line",
  stale: "fill-stale",
};

/** Counts by state, a bar per row. The numbers stand beside each bar with icon and word, so the bar itself is only a picture. */
export function StackedBars({ caption, rows, className }: StackedBarsProps) {
  return (
    <table className={cn("w-full", className)}>
      <caption className="sr-only">{caption}</caption>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} className="align-top">
            <th scope="row" className="w-24 py-1.5 pr-3 text-left font-medium">
              {row.label}
            </th>
            <td className="py-1.5">
              <Bar parts={row.parts} />
              <ul className="mt-1.5 flex flex-wrap gap-x-3.5 gap-y-0.5 text-xs">
                {row.parts.filter(hasAny).map((part) => (
                  <li key={wordOf(part)} data-tone={part.stale ? "stale" : part.state}>
                    <Part part={part} />
                  </li>
                ))}
              </ul>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Bar({ parts }: { parts: readonly StackedBarPart[] }) {
  const total = parts.reduce((sum, part) => sum + part.count, 0);
  let left = 0;
  return (
    <svg width="100%" height="12" aria-hidden="true" className="block rounded-sm bg-sunken">
      {parts.filter(hasAny).map((part) => {
        const width = (part.count / total) * 100;
        const x = left;
        left += width;
        return (
          <rect
            key={wordOf(part)}
            x={`${x}%`}
            width={`${width}%`}
            height="12"
            className={cn(fills[part.stale ? "stale" : part.state], "stroke-surface")}
            strokeWidth="1"
          />
        );
      })}
    </svg>
  );
}

function Part({ part }: { part: StackedBarPart }) {
  const text = (
    <>
      <StateIcon state={part.state} stale={part.stale} className="mr-1" />
      <b className="num">{formatCount(part.count)}</b> {wordOf(part)}
    </>
  );
  if (!part.href) return text;
  return (
    <Link href={part.href} className="underline-offset-3 hover:underline">
      {text}
    </Link>
  );
}

function hasAny(part: StackedBarPart): boolean {
  return part.count > 0;
}

function wordOf(part: StackedBarPart): string {
  return part.word ?? (part.stale ? "stale" : stateWords[part.state].toLowerCase());
}
