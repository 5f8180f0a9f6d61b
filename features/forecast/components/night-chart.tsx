import { formatDuration } from "@/lib/format";
import type { ForecastView } from "../schema";

type NightChartProps = { view: Pick<ForecastView, "histogram" | "p50" | "p80" | "p95" | "draws"> };

const [width, height] = [1000, 160];

/** How often a night takes how long, with where half, 4 of 5 and 19 of 20 are over; the same as text for who can't see it. */
export function NightChart({ view: { histogram, draws, ...range } }: NightChartProps) {
  const [first, last] = [histogram[0], histogram.at(-1)];
  if (!first || !last) return null;
  const most = Math.max(...histogram.map(({ count }) => count));
  const at = (minutes: number) =>
    Math.min(1, Math.max(0, (minutes - first.from) / (last.to - first.from))) * width;
  const marks = [
    { label: "P50", minutes: range.p50, dash: "2 3" },
    { label: "P80", minutes: range.p80, dash: undefined },
    { label: "P95", minutes: range.p95, dash: "8 4" },
  ];
  const title = `How long ${draws.toLocaleString("en")} drawn nights take: half of them at most ${formatDuration(range.p50)}, 4 of 5 at most ${formatDuration(range.p80)}, 19 of 20 at most ${formatDuration(range.p95)}`;
  return (
    <figure>
      <figcaption className="sr-only">{title}</figcaption>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={title}
        className="h-36 w-full overflow-visible"
      >
        {histogram.map(({ from, to, count }) => (
          <rect
            key={from}
            x={at(from) + 1.5}
            width={Math.max(1, at(to) - at(from) - 3)}
            y={height - (count / most) * height}
            height={(count / most) * height}
            className={from >= range.p80 ? "fill-line-strong" : "fill-water-edge"}
          />
        ))}
        <line
          x2={width}
          y1={height}
          y2={height}
          className="stroke-line-strong"
          vectorEffect="non-scaling-stroke"
        />
        {marks.map(({ label, minutes, dash }) => (
          <line
            key={label}
            x1={at(minutes)}
            x2={at(minutes)}
            y2={height}
            className="stroke-ink"
            strokeWidth="1.5"
            strokeDasharray={dash}
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
      <div className="num mt-1 flex justify-between text-2xs text-ink-3" aria-hidden="true">
        <span>{formatDuration(first.from)}</span>
        <span>{formatDuration(last.to)}</span>
      </div>
      <ul className="mt-2 flex flex-wrap gap-x-5 gap-y-1">
        {marks.map(({ label, minutes, dash }) => (
          <li key={label} className="flex items-center gap-1.5">
            <svg width="4" height="14" aria-hidden="true">
              <line x1="2" x2="2" y2="14" className="stroke-ink" strokeWidth="1.5" strokeDasharray={dash} />
            </svg>
            <span className="text-ink-3">{label}</span>
            <b className="num">{formatDuration(minutes)}</b>
          </li>
        ))}
      </ul>
    </figure>
  );
}
