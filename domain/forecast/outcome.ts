/** How long it takes, in minutes. 4 nights of 5 end within `p80`. */
export type Range = {
  readonly p50: number;
  readonly p80: number;
  readonly p95: number;
  readonly mean: number;
};

/** The smallest value that at least this share of the ascending values doesn't exceed; 0 when there are none. */
export function percentile(ascending: ArrayLike<number>, share: number): number {
  const index = Math.max(0, Math.ceil(share * ascending.length - 1e-9) - 1);
  return ascending[index] ?? 0;
}

/** P50, P80, P95 and mean of ascending minutes. */
export function rangeOf(ascending: Float64Array): Range {
  return {
    p50: percentile(ascending, 0.5),
    p80: percentile(ascending, 0.8),
    p95: percentile(ascending, 0.95),
    mean: ascending.length === 0 ? 0 : ascending.reduce((sum, one) => sum + one, 0) / ascending.length,
  };
}

/** One column of a histogram: how many values lie from `from` up to `to`. */
export type Column = { readonly from: number; readonly to: number; readonly count: number };

const widths = [1, 2, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 720, 1_440];
const columns = 24;

/**
 * Columns of equal, round width from the first to the last of the ascending minutes, at most 24 of them; the one in 200
 * that lie furthest out on either side are put into the outermost.
 */
export function histogram(ascending: Float64Array): readonly Column[] {
  if (ascending.length === 0) return [];
  const [low, high] = [percentile(ascending, 0.005), percentile(ascending, 0.995)];
  const width =
    widths.find((one) => Math.floor(high / one) - Math.floor(low / one) < columns) ??
    Math.ceil((high - low) / (columns - 2) / 1_440) * 1_440;
  const [first, last] = [Math.floor(low / width), Math.floor(high / width)];
  const counts = new Array<number>(last - first + 1).fill(0);
  for (const one of ascending) {
    const index = Math.min(last, Math.max(first, Math.floor(one / width))) - first;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts.map((count, index) => ({
    from: (first + index) * width,
    to: (first + index + 1) * width,
    count,
  }));
}

/** The share of ascending values that are not above a limit. */
export function shareWithin(ascending: Float64Array, limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return ascending.length === 0 ? 0 : low / ascending.length;
}
