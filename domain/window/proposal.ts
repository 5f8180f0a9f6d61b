import { type WorkingHours, worksAt } from "./crew-hours";
import { unknown, type WeekPattern } from "./week-pattern";
import { askedDaily, intoWeek, minute, type Period, type ZoneClock } from "./zone-clock";

/** What a window is looked for. */
export type Search = {
  readonly pattern: WeekPattern;
  /** The zone of the pattern. */
  readonly clock: ZoneClock;
  /** Where is looked: the window lies within. */
  readonly within: Period;
  /** How long it has to be, in ms. */
  readonly length: number;
  /** Windows begin when the zone's clocks show a multiple of this many minutes. */
  readonly startEvery: number;
  /** Freezes and holidays: no window may touch one. */
  readonly closed: readonly Period[];
  /** People who must be able to work all the time. */
  readonly crew: readonly WorkingHours[];
  /** How many to propose; none shares a moment with a better one. */
  readonly count: number;
};

export type Proposal = {
  readonly start: number;
  readonly end: number;
  /** Requests it would meet in a usual week. */
  readonly traffic: number;
  /** Share of what a window of that length meets on average, 1 = as much. Null where there is no traffic at all. */
  readonly share: number | null;
};

/** Proposals, the least traffic first, and how many possible starts fell out for which reason. */
export type Found = {
  readonly proposals: readonly Proposal[];
  readonly starts: number;
  readonly leftOut: { readonly closed: number; readonly crew: number; readonly unknown: number };
};

/** The steps of the search, one number each, as sums up to there: what lies in a window is one subtraction. */
type Sums = {
  readonly traffic: Float64Array;
  readonly unknown: Int32Array;
  readonly closed: Int32Array;
  readonly crew: Int32Array;
};

/**
 * The windows that meet the least traffic. Where traffic is unknown there is no proposal: unknown is not low. Of equals
 * the earlier one.
 */
export function findWindows(search: Search): Found {
  const { pattern, within, length, count } = search;
  const { step } = pattern;
  const offsets = askedDaily(search.clock);
  // Intervals begin where the zone's clocks show a multiple of their length, whatever the zone is ahead.
  const ahead = offsets(within.from);
  const from = Math.ceil((within.from + ahead) / step) * step - ahead;
  const steps = Math.max(0, Math.floor((within.to - from) / step));
  const width = Math.ceil(length / step);
  const sums = sumUp(search, offsets, from, steps);
  const leftOut = { closed: 0, crew: 0, unknown: 0 };
  const free: number[] = [];
  let starts = 0;
  for (let first = 0; first + width <= steps; first += 1) {
    const at = from + first * step;
    if ((at + offsets(at)) % (search.startEvery * minute) !== 0) continue;
    starts += 1;
    if (inside(sums.closed, first, width) > 0) leftOut.closed += 1;
    else if (inside(sums.unknown, first, width) > 0) leftOut.unknown += 1;
    else if (inside(sums.crew, first, width) > 0) leftOut.crew += 1;
    else free.push(first);
  }
  const average = averageOf(pattern) * width;
  const proposals = apart(free, sums.traffic, width, count).map((first) => {
    const traffic = inside(sums.traffic, first, width);
    const start = from + first * step;
    return {
      start,
      end: start + width * step,
      traffic: traffic / 1_000,
      share: average > 0 ? traffic / average : null,
    };
  });
  return { proposals, starts, leftOut };
}

const inside = (sums: ArrayLike<number>, first: number, width: number): number =>
  (sums[first + width] ?? 0) - (sums[first] ?? 0);

function sumUp({ pattern, closed, crew }: Search, offsets: ZoneClock, from: number, steps: number): Sums {
  const { step, means } = pattern;
  const sums = {
    traffic: new Float64Array(steps + 1),
    unknown: new Int32Array(steps + 1),
    closed: new Int32Array(steps + 1),
    crew: new Int32Array(steps + 1),
  };
  const able = crew.map(worksAt);
  for (const period of closed) {
    const first = Math.max(0, Math.floor((period.from - from) / step));
    const last = Math.min(steps, Math.ceil((period.to - from) / step));
    for (let index = first; index < last; index += 1) sums.closed[index + 1] = 1;
  }
  for (let index = 0; index < steps; index += 1) {
    const at = from + index * step;
    const mean = means[Math.floor(intoWeek(at, offsets) / step)] ?? unknown;
    sums.traffic[index + 1] = (sums.traffic[index] ?? 0) + Math.max(0, mean);
    sums.unknown[index + 1] = (sums.unknown[index] ?? 0) + (mean === unknown ? 1 : 0);
    sums.closed[index + 1] = (sums.closed[index] ?? 0) + (sums.closed[index + 1] ?? 0);
    const missing = able.some((works) => !works(at) || !works(at + step - 1));
    sums.crew[index + 1] = (sums.crew[index] ?? 0) + (missing ? 1 : 0);
  }
  return sums;
}

/** The lowest, then the lowest that touches none before, and so on. */
function apart(free: readonly number[], traffic: Float64Array, width: number, count: number): number[] {
  const chosen: number[] = [];
  let left = free;
  while (chosen.length < count && left.length > 0) {
    let [best, least] = [0, Number.POSITIVE_INFINITY];
    for (const first of left) {
      const sum = inside(traffic, first, width);
      if (sum < least) [best, least] = [first, sum];
    }
    chosen.push(best);
    left = left.filter((first) => Math.abs(first - best) >= width);
  }
  return chosen;
}

/** Thousandths of requests in an interval, on average over the known ones of the week. */
function averageOf({ means }: WeekPattern): number {
  const known = means.filter((mean) => mean !== unknown);
  return known.length === 0 ? 0 : known.reduce((sum, mean) => sum + mean, 0) / known.length;
}
