import type { Profile } from "./profile";
import { askedDaily, hour, intoWeek, overlap, type Period, week, type ZoneClock } from "./zone-clock";

/** What a usual week looks like, on the clocks of a zone, from Monday 00:00 on. */
export type WeekPattern = {
  /** Length of an interval in ms. */
  readonly step: number;
  /**
   * Mean count of the interval, in thousandths and whole, so that sums are exact whatever their order; −1 where nothing
   * is known.
   */
  readonly means: Float64Array;
};

export const unknown = -1;

/** The usual week of a profile. What lies in `apart` (holidays, freezes) says nothing about usual weeks. */
export function weekPattern(profile: Profile, clock: ZoneClock, apart: readonly Period[] = []): WeekPattern {
  const { start, step, counts } = profile;
  const offsets = askedDaily(clock);
  const size = Math.ceil(week / step);
  const sums = new Float64Array(size);
  const known = new Float64Array(size);
  for (let index = 0; index < counts.length; index += 1) {
    const count = counts[index] ?? Number.NaN;
    const at = start + index * step;
    if (Number.isNaN(count) || apart.some((period) => overlap({ from: at, to: at + step }, period))) continue;
    const slot = Math.floor(intoWeek(at, offsets) / step);
    sums[slot] = (sums[slot] ?? 0) + count;
    known[slot] = (known[slot] ?? 0) + 1;
  }
  const means = sums.map((sum, slot) =>
    known[slot] ? Math.round((sum * 1_000) / (known[slot] ?? 1)) : unknown,
  );
  return { step, means };
}

/** One hour of one weekday: the mean of requests an hour, null where nothing is known. */
export type HeatCell = { readonly mean: number | null };

/** Seven rows from Monday to Sunday with 24 hours each. A cell is known when any of its intervals is. */
export function heatMap(pattern: WeekPattern): readonly (readonly HeatCell[])[] {
  const cells = Array.from({ length: 7 * 24 }, () => ({ sum: 0, known: 0 }));
  pattern.means.forEach((mean, slot) => {
    const cell = cells[Math.floor((slot * pattern.step) / hour)];
    if (!cell || mean === unknown) return;
    cell.sum += mean;
    cell.known += 1;
  });
  const perHour = hour / pattern.step / 1_000;
  const rows = cells.map(({ sum, known }) => ({ mean: known === 0 ? null : (sum / known) * perHour }));
  return Array.from({ length: 7 }, (_, at) => rows.slice(at * 24, at * 24 + 24));
}
