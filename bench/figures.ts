/** Times of many tries, in ms. */
export interface Times {
  count: number;
  p50: number;
  p95: number;
  max: number;
}

/** Percentiles by nearest rank. */
export function timesOf(values: readonly number[]): Times {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), max: at(1) };
}

/** Runs work several times and answers how long each took. */
export async function timed(tries: number, work: () => Promise<unknown>): Promise<Times> {
  const values: number[] = [];
  for (let i = 0; i < tries; i++) {
    const from = performance.now();
    await work();
    values.push(performance.now() - from);
  }
  return timesOf(values);
}

/** A line of the table: what, how much, the floor beside it, and whether an aim was met (null: there is none). */
export interface Line {
  what: string;
  measured: string;
  floor: string;
  aim: string;
  met: boolean | null;
}

export const ms = (value: number) => (value < 10 ? `${value.toFixed(1)} ms` : `${Math.round(value)} ms`);

/** The table in Markdown. */
export function table(lines: readonly Line[]): string {
  const rows = lines.map(({ what, measured, floor, aim, met }) => [
    what,
    measured,
    floor,
    aim,
    met === null ? "" : met ? "met" : "MISSED",
  ]);
  const all = [["what", "measured", "floor, same run", "aim", ""], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(3, ...all.map((row) => row[column]?.length ?? 0))) ?? [];
  const drawn = all.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`,
  );
  return [drawn[0], `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`, ...drawn.slice(1)].join(
    "\n",
  );
}
