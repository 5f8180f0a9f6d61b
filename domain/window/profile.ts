import { counted } from "../sentence";
import { type Refusal, refuse, type Verdict } from "../verdict";
import { day, hour, minute } from "./zone-clock";

/** Requests counted in intervals of one length, without gaps; NaN where nothing is known. */
export type Profile = {
  /** When the first interval begins, ms since 1970. */
  readonly start: number;
  /** Length of an interval in ms. */
  readonly step: number;
  readonly counts: ArrayLike<number>;
};

/** One row as a file has it. `count` is null where the file says that nothing is known. */
export type Sample = { readonly line: number; readonly at: number; readonly count: number | null };

/** What is odd about a file that can be used all the same: how often, and where first. */
export type ProfileNote = {
  readonly kind: "duplicate" | "off_grid" | "missing" | "unordered" | "left_out";
  readonly count: number;
  readonly message: string;
};

/** What a profile may be: a minute to an hour fine, and a year of five minutes with room. */
export const profileLimits = { shortest: minute, longest: hour, intervals: 200_000 } as const;

const shortestSpan = day;

/**
 * A regular series from the rows of a file. The interval is the distance most rows have from the one before. What appears
 * twice counts once, with the larger number; what lies between the intervals is left out; gaps stay unknown. All of it is said.
 */
export function profileOf(
  samples: readonly Sample[],
): Verdict<{ readonly profile: Profile; readonly notes: readonly ProfileNote[] }> {
  const sorted = samples.toSorted((a, b) => a.at - b.at);
  const step = usualStep(sorted);
  const refusal = stepRefusal(sorted, step);
  if (refusal) return refuse(refusal.code, refusal.message);
  const start = mostCommonGrid(sorted, step);
  const onGrid = sorted.filter(({ at }) => (at - start) % step === 0);
  const first = onGrid[0]?.at ?? 0;
  const size = ((onGrid.at(-1)?.at ?? 0) - first) / step + 1;
  if (size > profileLimits.intervals)
    return refuse(
      "too_long",
      `From the first to the last row there are ${size} intervals; ${profileLimits.intervals} are the most. Give a shorter time.`,
    );
  if (size * step < shortestSpan)
    return refuse("too_short", "The rows cover less than a day. Give at least one, better four weeks.");
  const counts = new Float64Array(size).fill(Number.NaN);
  const twice: Sample[] = [];
  const seen = new Uint8Array(size);
  for (const sample of onGrid) {
    const index = (sample.at - first) / step;
    if (seen[index] === 1) twice.push(sample);
    seen[index] = 1;
    const before = counts[index] ?? Number.NaN;
    if (sample.count !== null && !(before >= sample.count)) counts[index] = sample.count;
  }
  return {
    ok: true,
    profile: { start: first, step, counts },
    notes: [
      ...note(
        "duplicate",
        twice,
        "row repeats a time; the larger number counts",
        "rows repeat a time; the larger number counts",
      ),
      ...note(
        "off_grid",
        sorted.filter(({ at }) => (at - start) % step !== 0),
        `row lies between the intervals of ${step / minute} min and is left out`,
        `rows lie between the intervals of ${step / minute} min and are left out`,
      ),
      ...unordered(samples),
      ...missing(counts),
    ],
  };
}

function usualStep(sorted: readonly Sample[]): number {
  const times = new Map<number, number>();
  for (let index = 1; index < sorted.length; index += 1) {
    const gap = (sorted[index]?.at ?? 0) - (sorted[index - 1]?.at ?? 0);
    if (gap > 0) times.set(gap, (times.get(gap) ?? 0) + 1);
  }
  return mostOf(times);
}

/** The key with the highest number; of several the smallest. */
function mostOf(times: ReadonlyMap<number, number>): number {
  let [best, most] = [0, 0];
  for (const [key, count] of times)
    if (count > most || (count === most && key < best)) [best, most] = [key, count];
  return best;
}

function stepRefusal(sorted: readonly Sample[], step: number): Refusal | null {
  if (sorted.length < 2 || step === 0)
    return {
      code: "too_few",
      message: "There are not two rows with different times: an interval can't be told.",
    };
  if (step < profileLimits.shortest || step % minute !== 0)
    return {
      code: "interval",
      message: `The interval is ${step / 1_000} seconds. Whole minutes are needed: sum the numbers up to minutes.`,
    };
  if (step > profileLimits.longest)
    return {
      code: "interval",
      message: `The interval is ${step / minute} minutes. One hour is the coarsest that shows when the traffic is low.`,
    };
  return null;
}

/** Where the intervals begin that most rows keep to. */
function mostCommonGrid(sorted: readonly Sample[], step: number): number {
  const times = new Map<number, number>();
  for (const { at } of sorted) {
    const rest = ((at % step) + step) % step;
    times.set(rest, (times.get(rest) ?? 0) + 1);
  }
  return mostOf(times);
}

function note(kind: ProfileNote["kind"], found: readonly Sample[], one: string, many: string): ProfileNote[] {
  if (found.length === 0) return [];
  const lines = found.slice(0, 3).map(({ line }) => line);
  const rest = found.length > lines.length ? " and more" : "";
  const where = `${lines.length === 1 ? "line" : "lines"} ${lines.join(", ")}${rest}`;
  return [
    { kind, count: found.length, message: `${found.length} ${found.length === 1 ? one : many}: ${where}.` },
  ];
}

function unordered(samples: readonly Sample[]): ProfileNote[] {
  const back = samples.filter((sample, index) => index > 0 && sample.at < (samples[index - 1]?.at ?? 0));
  return note(
    "unordered",
    back,
    "row is earlier than the one before; they were sorted",
    "rows are earlier than the one before; they were sorted",
  );
}

function missing(counts: Float64Array): ProfileNote[] {
  const count = counts.reduce((sum, value) => sum + (Number.isNaN(value) ? 1 : 0), 0);
  if (count === 0) return [];
  return [
    {
      kind: "missing",
      count,
      message: `${counted(count, "interval")} of ${counts.length} ${count === 1 ? "has" : "have"} no number. They count as unknown, not as no traffic.`,
    },
  ];
}

/** When the last interval of a profile ends. */
export const endOf = ({ start, step, counts }: Profile): number => start + counts.length * step;
