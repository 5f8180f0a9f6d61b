import type { SeriesView, ThresholdView } from "../schema";

type Metric = SeriesView["metrics"][number];
type Range = NonNullable<SeriesView["range"]>;

/** What a chart draws, in a field of 1000 × 100 that is stretched to its place; places along it in percent. */
export type ChartLayout = {
  /** Values at the upper and lower edge. */
  top: number;
  bottom: number;
  old: string;
  new: string;
  band: string;
  /** The limit of each threshold, where it is watched. */
  limits: { key: string; path: string }[];
  /** Silences of the new stack. */
  gaps: { from: number; width: number }[];
  exceeded: { from: number; width: number }[];
  /** Labelled unless the next one is too near to be read beside it. */
  shifts: { at: number; share: number; labelled: boolean }[];
};

export const field = { width: 1_000, height: 100 };

/** Where the lines of a metric run. `worse` says which of the nodes is drawn: the highest, or the lowest. */
export function chartLayout(
  range: Range,
  points: number,
  metric: Metric,
  thresholds: readonly ThresholdView[],
  shifts: readonly { at: string; share: number }[],
  worse: "above" | "below",
): ChartLayout {
  const [from, until] = [Date.parse(range.from), Date.parse(range.until)];
  const percent = (at: string) =>
    Math.min(100, Math.max(0, ((Date.parse(at) - from) / (until - from)) * 100));
  const worst = ([, low, , high]: Metric["old"][number]) => (worse === "above" ? high : low);
  const limits = thresholds.map((one) => ({ key: one.id, points: limitPoints(one, metric, range, points) }));
  const values = [
    ...[...metric.old, ...metric.new].map(worst),
    ...metric.band.flatMap(([, low, high]) => [low, high]),
    ...limits.flatMap((one) => one.points.map(([, value]) => value)),
  ];
  const bottom = Math.min(0, ...values);
  const top = (Math.max(bottom, ...values) - bottom) * 1.08 + bottom || 1;
  const x = (part: number) => round((part / points) * field.width);
  const y = (value: number) => round(field.height * (1 - (value - bottom) / (top - bottom)));
  const apart = Math.max(1, 180 / range.stepSeconds);
  const line = (all: Metric["old"]) =>
    all
      .map((point, index) => {
        const before = all[index - 1];
        const joined = before !== undefined && point[0] - before[0] <= apart;
        // A point on its own is drawn as a short stroke: a line from itself to itself shows nothing.
        const alone = !joined && (all[index + 1]?.[0] ?? Number.POSITIVE_INFINITY) - point[0] > apart;
        const place = `${x(point[0] + 0.5)} ${y(worst(point))}`;
        return joined ? `L${place}` : `M${place}${alone ? "h2" : ""}`;
      })
      .join("");
  const stretches = (all: readonly { since: string; until: string }[]) =>
    all.flatMap(({ since, until: end }) => {
      const [start, stop] = [percent(since), percent(end)];
      return stop > start || (start > 0 && start < 100)
        ? [{ from: start, width: Math.max(0.4, stop - start) }]
        : [];
    });
  const judged = thresholds.flatMap(({ series }) => series);
  return {
    top,
    bottom,
    old: line(metric.old),
    new: line(metric.new),
    band: bandPath(metric.band, x, y),
    limits: limits.map(({ key, points: all }) => ({
      key,
      path: all.map(([part, value], index) => `${index === 0 ? "M" : "L"}${x(part)} ${y(value)}`).join(""),
    })),
    gaps: stretches(judged.length > 0 ? judged.flatMap(({ gaps }) => gaps) : metric.gaps),
    exceeded: stretches(judged.flatMap(({ exceedances }) => exceedances)),
    shifts: shifts
      .filter(({ at }) => Date.parse(at) >= from && Date.parse(at) <= until)
      .map(({ at, share }) => ({ at: percent(at), share }))
      .toSorted((a, b) => a.at - b.at)
      .map((shift, index, all) => ({
        ...shift,
        labelled: (all[index + 1]?.at ?? Number.POSITIVE_INFINITY) - shift.at > 9,
      })),
  };
}

const round = (value: number) => Math.round(value * 10) / 10;

function bandPath(band: Metric["band"], x: (part: number) => number, y: (value: number) => number): string {
  if (band.length === 0) return "";
  const upper = band.flatMap(([part, , high]) => [`${x(part)} ${y(high)}`, `${x(part + 1)} ${y(high)}`]);
  const lower = band
    .toReversed()
    .flatMap(([part, low]) => [`${x(part + 1)} ${y(low)}`, `${x(part)} ${y(low)}`]);
  return `M${[...upper, ...lower].join("L")}Z`;
}

/** The limit of a threshold part by part; one of the baseline goes with the band. */
function limitPoints(
  { from, until, limit, tolerance, worse }: ThresholdView,
  { band }: Metric,
  range: Range,
  points: number,
): [number, number][] {
  const step = range.stepSeconds * 1_000;
  const part = (at: string) =>
    Math.min(points, Math.max(0, (Date.parse(at) - Date.parse(range.from)) / step));
  const [first, last] = [part(from), part(until)];
  if (last <= first) return [];
  if (tolerance === null) {
    const value = limit ?? 0;
    return [
      [first, value],
      [last, value],
    ];
  }
  return band
    .filter(([at]) => at + 1 > first && at < last)
    .flatMap(([at, low, high]): [number, number][] => {
      const value =
        worse === "above"
          ? high + (Math.abs(high) * tolerance) / 100
          : low - (Math.abs(low) * tolerance) / 100;
      return [
        [Math.max(at, first), value],
        [Math.min(at + 1, last), value],
      ];
    });
}
