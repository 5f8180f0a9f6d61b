import { type Instant, toMillis } from "@/lib/format";

/** One line: how many of `total` were done from each instant on. Points are in order of time; those with a total of their own say how many there were then. */
export type BurnUpSeries = {
  key: string;
  label: string;
  total: number;
  points: readonly { at: Instant; done: number; total?: number }[];
};

/** How many were done at an instant: the last point not after it, 0 before the first. */
export function doneAt(series: BurnUpSeries, instant: Instant): number {
  return pointAt(series, instant)?.done ?? 0;
}

function pointAt(series: BurnUpSeries, instant: Instant) {
  const at = toMillis(instant);
  return series.points.findLast((point) => toMillis(point.at) <= at);
}

/** The SVG path of a series between two instants: level until something is done, then a step up; never a slope. */
export function curve(
  series: BurnUpSeries,
  from: Instant,
  to: Instant,
  box: { width: number; height: number },
): string {
  const start = toMillis(from);
  const span = Math.max(1, toMillis(to) - start);
  const x = (at: number) => (((at - start) / span) * box.width).toFixed(1);
  const y = (point: BurnUpSeries["points"][number] | undefined) => {
    const total = point?.total ?? series.total;
    return (box.height - (point && total > 0 ? Math.min(1, point.done / total) : 0) * box.height).toFixed(1);
  };
  const path = [`M0 ${y(pointAt(series, from))}`];
  for (const point of series.points) {
    const at = toMillis(point.at);
    if (at > start && at <= start + span) path.push(`H${x(at)}V${y(point)}`);
  }
  return `${path.join("")}H${box.width}`;
}

/** At most `count` instants spread evenly over the span, both ends included. */
export function spread(from: Instant, to: Instant, count: number): Date[] {
  const start = toMillis(from);
  const span = toMillis(to) - start;
  return Array.from({ length: count }, (_, index) => new Date(start + (span * index) / (count - 1)));
}
