import { ScrollRegion } from "@/components/ui/scroll-region";
import type { Lane } from "@/domain/lane";
import { formatTime } from "@/lib/format";
import type { LiveStep } from "../schema/live";

const rowHeight = 22;
const labelWidth = 74;
const chartWidth = 860;
const head = 22;

interface GanttProps {
  lanes: readonly Lane<LiveStep>[];
  from: number;
  to: number;
  now: number;
  zone: string;
  windowEnd: number | null;
}

/** Steps between two marks of the hours: as many as fit without touching. */
const marksOf = (from: number, to: number): number[] => {
  const hour = 3_600_000;
  const step =
    [0.25, 0.5, 1, 2, 3, 6, 12, 24, 48, 168]
      .map((hours) => hours * hour)
      .find((one) => (to - from) / one <= 10) ?? 168 * hour;
  const first = Math.ceil(from / step) * step;
  return Array.from(
    { length: Math.max(0, Math.floor((to - first) / step) + 1) },
    (_, index) => first + index * step,
  );
};

/** Planned against actual, step by step, with this moment. The table beside it says the same in words. */
export function Gantt({ lanes, from, to, now, zone, windowEnd }: GanttProps) {
  const width = labelWidth + chartWidth;
  const rows = lanes.flatMap((lane): ({ lane: Lane<LiveStep> } | { step: LiveStep })[] => [
    { lane },
    ...lane.steps.map((step) => ({ step })),
  ]);
  const height = head + rows.length * rowHeight + 6;
  const x = (at: number) =>
    labelWidth + ((Math.min(Math.max(at, from), to) - from) / Math.max(1, to - from)) * chartWidth;
  const bar = ({ start, finish }: LiveStep["actual"]) => {
    const left = x(Date.parse(start));
    return { x: left, width: Math.max(2, x(Date.parse(finish)) - left) };
  };
  return (
    <ScrollRegion label="Planned against actual">
      <svg
        viewBox={`0 0 ${width} ${height}`}
        style={{ minWidth: 640 }}
        className="block w-full"
        aria-hidden="true"
      >
        {marksOf(from, to).map((at) => (
          <g key={at}>
            <line x1={x(at)} x2={x(at)} y1={head - 4} y2={height} className="stroke-line" />
            {/* The last mark may stand at the edge: its time would be cut off. */}
            {x(at) < width - 16 ? (
              <text x={x(at)} y={13} textAnchor="middle" className="fill-ink-3 text-[11px]">
                {formatTime(at, zone)}
              </text>
            ) : null}
          </g>
        ))}
        {rows.map((row, index) => {
          const y = head + index * rowHeight;
          if ("lane" in row)
            return (
              <g key={row.lane.key}>
                <rect x={0} y={y + 1} width={width} height={rowHeight - 2} className="fill-sunken" />
                <text x={4} y={y + 15} className="fill-ink text-[12px] font-semibold">
                  {row.lane.title}
                </text>
              </g>
            );
          const { step } = row;
          return (
            <g key={step.id}>
              <text
                x={4}
                y={y + 14}
                className={`num text-[11px] ${step.critical ? "fill-ink font-bold" : "fill-ink-3"}`}
              >
                {step.critical ? "◆ " : ""}
                {step.code}
              </text>
              <rect {...bar(step.planned)} y={y + 3} height={5} rx={2} className="fill-line-strong" />
              <rect {...bar(step.actual)} y={y + 9} height={8} rx={2} className={fills[step.state]} />
            </g>
          );
        })}
        {windowEnd !== null && windowEnd >= from && windowEnd <= to ? (
          <line
            x1={x(windowEnd)}
            x2={x(windowEnd)}
            y1={head - 6}
            y2={height}
            className="stroke-stale"
            strokeWidth={2}
            strokeDasharray="4 3"
          />
        ) : null}
        {now >= from && now <= to ? (
          <line x1={x(now)} x2={x(now)} y1={head - 6} y2={height} className="stroke-accent" strokeWidth={2} />
        ) : null}
      </svg>
    </ScrollRegion>
  );
}

const fills: Record<LiveStep["state"], string> = {
  todo: "fill-water-edge opacity-50",
  doing: "fill-doing",
  done: "fill-done",
  blocked: "fill-blocked",
  skipped: "fill-na",
  not_applicable: "fill-na",
};
