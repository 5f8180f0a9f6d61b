import { cn } from "@/lib/cn";
import { formatDate, formatPercent, type Instant } from "@/lib/format";
import { type BurnUpSeries, curve } from "./burn-up-curve";
import { BurnUpTable } from "./burn-up-table";

export type BurnUpChartProps = {
  /** What is shown: "Steps done per environment". */
  title: string;
  series: readonly BurnUpSeries[];
  from: Instant;
  to: Instant;
  zone: string;
  className?: string;
};

const strokes = [
  "stroke-accent",
  "stroke-waiting",
  "stroke-doing",
  "stroke-stale",
  "stroke-done",
  "stroke-blocked",
] as const;
const dashes = [undefined, "7 3", "2 3", "10 3 2 3", "4 2", "1 2"] as const;

/**
 * Progress over time, a stepped line per environment, each by its share so that small and large ones compare. Lines
 * differ by dash as well as by colour; the same numbers follow as a table.
 */
export function BurnUpChart({ title, series, from, to, zone, className }: BurnUpChartProps) {
  return (
    <figure className={cn("flex flex-col gap-2.5", className)}>
      <figcaption className="sr-only">{title}</figcaption>
      <div className="grid grid-cols-[auto_1fr] gap-x-2 text-2xs text-ink-3">
        <div className="num flex flex-col justify-between text-right leading-none" aria-hidden="true">
          <span>100 %</span>
          <span>50</span>
          <span>0</span>
        </div>
        <svg
          viewBox="0 0 1000 200"
          preserveAspectRatio="none"
          role="img"
          aria-label={title}
          className="h-44 w-full overflow-visible"
        >
          {[1, 100, 199].map((y) => (
            <line
              key={y}
              x1="0"
              x2="1000"
              y1={y}
              y2={y}
              className="stroke-line"
              vectorEffect="non-scaling-stroke"
            />
          ))}
          {series.map((one, index) => (
            <path
              key={one.key}
              d={curve(one, from, to, { width: 1000, height: 200 })}
              fill="none"
              className={strokes[index % strokes.length]}
              strokeWidth="2"
              strokeDasharray={dashes[index % dashes.length]}
              vectorEffect="non-scaling-stroke"
            />
          ))}
        </svg>
        <span />
        <div className="num mt-1.5 flex justify-between" aria-hidden="true">
          <span>{formatDate(from, zone, to)}</span>
          <span>{formatDate(to, zone, to)}</span>
        </div>
      </div>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs">
        {series.map((one, index) => (
          <li key={one.key} className="flex items-center gap-1.5">
            <svg width="22" height="4" aria-hidden="true">
              <line
                x2="22"
                y1="2"
                y2="2"
                className={strokes[index % strokes.length]}
                strokeWidth="2"
                strokeDasharray={dashes[index % dashes.length]}
              />
            </svg>
            {one.label}
            <b className="num">{formatPercent(one.points.at(-1)?.done ?? 0, one.total)}</b>
          </li>
        ))}
      </ul>
      <BurnUpTable title={title} series={series} from={from} to={to} zone={zone} />
    </figure>
  );
}
