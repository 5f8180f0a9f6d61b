import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { figure, withUnit } from "@/domain/health/threshold";
import { formatDateTime, formatDay, plural } from "@/lib/format";
import type { HealthView, SeriesView, ThresholdView } from "../schema";
import { chartLayout, field } from "./chart-layout";

type Measured = SeriesView["metrics"][number];

interface MetricChartProps {
  metric: HealthView["metrics"][number];
  series: Measured | undefined;
  range: NonNullable<SeriesView["range"]>;
  /** Parts the range is divided into. */
  points: number;
  thresholds: readonly ThresholdView[];
  shifts: readonly { at: string; share: number }[];
  zone: string;
  now: string;
}

/** One metric of both stacks over time: the usual band, the limit, each shift of traffic, and the time nobody knows of. */
export function MetricChart(props: MetricChartProps) {
  const { metric, series, range, points, thresholds, shifts, zone, now } = props;
  const { name, title, unit, worse, usual } = metric;
  const measured = series ?? { name, old: [], new: [], band: [], gaps: [] };
  const layout = chartLayout(range, points, measured, thresholds, shifts, worse);
  const hatch = `hatch-${name}`;
  return (
    <Card
      title={
        <>
          {title} <span className="font-normal tracking-normal text-ink-3 normal-case">{unit}</span>
        </>
      }
      headingLevel={3}
      padded
    >
      <figure>
        <div className="grid grid-cols-[auto_1fr] gap-x-2 text-2xs text-ink-3">
          <div className="num flex flex-col justify-between text-right leading-none" aria-hidden="true">
            <span>{figure(layout.top)}</span>
            <span>{figure(layout.bottom)}</span>
          </div>
          <svg
            width="100%"
            height="120"
            role="img"
            aria-label={spoken(props, measured)}
            className="block overflow-visible"
          >
            <defs>
              <pattern
                id={hatch}
                width="7"
                height="7"
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
              >
                <line y2="7" className="stroke-stale" strokeWidth="2" />
              </pattern>
            </defs>
            <line x2="100%" y1="120" y2="120" className="stroke-line" />
            {layout.gaps.map(({ from, width }) => (
              <g key={from}>
                <rect x={`${from}%`} width={`${width}%`} height="120" className="fill-stale-bg" />
                <rect
                  x={`${from}%`}
                  width={`${width}%`}
                  height="120"
                  fill={`url(#${hatch})`}
                  opacity="0.45"
                />
                {width > 12 ? (
                  <text
                    x={`${from + width / 2}%`}
                    y="66"
                    textAnchor="middle"
                    className="fill-ink text-2xs font-semibold"
                  >
                    unknown
                  </text>
                ) : null}
              </g>
            ))}
            <svg
              width="100%"
              height="120"
              viewBox={`0 0 ${field.width} ${field.height}`}
              preserveAspectRatio="none"
              aria-hidden="true"
              className="overflow-visible"
            >
              <path d={layout.band} className="fill-water" opacity="0.7" />
              {layout.limits.map(({ key, path }) => (
                <path
                  key={key}
                  d={path}
                  fill="none"
                  className="stroke-ink-2"
                  strokeWidth="1.5"
                  strokeDasharray="6 4"
                  vectorEffect="non-scaling-stroke"
                />
              ))}
              <path
                d={layout.old}
                fill="none"
                className="stroke-ink-3"
                strokeWidth="1.5"
                strokeDasharray="2 2"
                vectorEffect="non-scaling-stroke"
              />
              <path
                d={layout.new}
                fill="none"
                className="stroke-accent"
                strokeWidth="2"
                strokeLinejoin="round"
                vectorEffect="non-scaling-stroke"
              />
            </svg>
            {layout.exceeded.map(({ from, width }) => (
              <rect
                key={from}
                x={`${from}%`}
                width={`${width}%`}
                y="116"
                height="4"
                className="fill-blocked"
              />
            ))}
            {layout.shifts.map(({ at, share, labelled }) => (
              <g key={`${at} ${share}`}>
                <line
                  x1={`${at}%`}
                  x2={`${at}%`}
                  y1="10"
                  y2="120"
                  className="stroke-waiting"
                  strokeWidth="1.5"
                />
                {labelled ? (
                  <text
                    x={`${at}%`}
                    y="7"
                    textAnchor={at < 8 ? "start" : at > 92 ? "end" : "middle"}
                    className="num fill-ink-2 text-2xs"
                  >
                    {share} %
                  </text>
                ) : null}
              </g>
            ))}
          </svg>
          <span />
          <div className="num mt-1.5 flex justify-between" aria-hidden="true">
            <span>{formatDay(range.from, zone, now)}</span>
            <span>{formatDay(range.until, zone, now)}</span>
          </div>
        </div>
        <figcaption className="mt-2 grid gap-0.5 text-sm text-ink-2">
          <Side name="Old" worse={worse} unit={unit} line={measured.old} stroke="stroke-ink-3" dash="2 2" />
          <Side name="New" worse={worse} unit={unit} line={measured.new} stroke="stroke-accent" />
          {layout.gaps.length > 0 ? (
            <span className="flex items-center gap-1.5">
              <svg width="18" height="10" aria-hidden="true">
                <rect width="18" height="10" className="fill-stale-bg" />
                <rect width="18" height="10" fill={`url(#${hatch})`} opacity="0.45" />
              </svg>
              Unknown: no samples
            </span>
          ) : null}
          {layout.limits.length > 0 ? (
            <Legend stroke="stroke-ink-2" dash="6 4" name="Limit, where it is watched" />
          ) : null}
          {layout.shifts.length > 0 ? (
            <Legend stroke="stroke-waiting" name="Share of the traffic on the new stack, from then on" />
          ) : null}
          {usual ? <span className="text-xs text-ink-3">Band: {usual}</span> : null}
        </figcaption>
      </figure>
    </Card>
  );
}

interface LegendProps {
  name: string;
  stroke: string;
  dash?: string;
  children?: ReactNode;
}

function Legend({ name, stroke, dash, children }: LegendProps) {
  return (
    <span className="flex items-center gap-1.5">
      <svg width="18" height="4" aria-hidden="true" className="shrink-0">
        <line x2="18" y1="2" y2="2" className={stroke} strokeWidth="2" strokeDasharray={dash} />
      </svg>
      {name}
      {children}
    </span>
  );
}

interface SideProps extends Omit<LegendProps, "children"> {
  worse: "above" | "below";
  unit: string;
  line: Measured["old"];
}

/** The legend of a line with what it comes to. */
function Side({ worse, unit, line, ...legend }: SideProps) {
  return (
    <Legend {...legend}>
      <span className="num">
        {line.length === 0 ? "nothing measured in this time" : summary(line, worse, unit)}
      </span>
    </Legend>
  );
}

function summary(line: Measured["old"], worse: "above" | "below", unit: string): string {
  const mean = line.reduce((sum, [, , value]) => sum + value, 0) / line.length;
  const extreme =
    worse === "above"
      ? Math.max(...line.map(([, , , high]) => high))
      : Math.min(...line.map(([, low]) => low));
  return `mean ${figure(mean)}, ${worse === "above" ? "highest" : "lowest"} ${withUnit(extreme, unit)}`;
}

/** The chart in words, for whoever does not see it. */
function spoken(
  { metric, range, thresholds, shifts, zone, now }: MetricChartProps,
  measured: Measured,
): string {
  const { title, unit, worse } = metric;
  const side = (name: string, line: Measured["old"]) =>
    line.length === 0 ? `${name} stack: nothing` : `${name} stack: ${summary(line, worse, unit)}`;
  const gaps =
    thresholds.length > 0
      ? thresholds.flatMap(({ series }) => series).flatMap((one) => one.gaps)
      : measured.gaps;
  return [
    `${title} from ${formatDateTime(range.from, zone, now)} to ${formatDateTime(range.until, zone, now)}`,
    side("Old", measured.old),
    side("New", measured.new),
    ...(gaps.length > 0 ? [`unknown in ${plural(gaps.length, "gap")}`] : []),
    ...shifts.map(({ at, share }) => `${share} % of the traffic from ${formatDateTime(at, zone, now)}`),
  ].join("; ");
}
