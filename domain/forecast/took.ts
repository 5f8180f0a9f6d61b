import type { Interruption } from "./timing";

/** A forecast that was kept. Times are in milliseconds. */
export type KeptForecast = {
  readonly id: string;
  readonly environment: string;
  readonly at: number;
  /** Steps that were closed already when it was made. */
  readonly closed: number;
};

/** A run that came to its end. */
export type EndedRun = {
  readonly id: string;
  readonly environment: string;
  readonly startedAt: number;
  readonly endedAt: number;
};

/** For each run the forecast it is held against: the last one of its environment made before it began, with nothing done yet. */
export function heldAgainst<F extends KeptForecast, R extends EndedRun>(
  forecasts: readonly F[],
  runs: readonly R[],
): ReadonlyMap<string, R> {
  const found = new Map<string, R>();
  for (const run of [...runs].sort((a, b) => b.startedAt - a.startedAt)) {
    const last = forecasts
      .filter(
        ({ environment, at, closed }) =>
          environment === run.environment && at <= run.startedAt && closed === 0,
      )
      .reduce<F | null>((newest, one) => (newest && newest.at >= one.at ? newest : one), null);
    // Of several runs after one forecast, the first is what it foretold.
    if (last) found.set(last.id, run);
  }
  return found;
}

/** Minutes from the first start to the last finish of these attempts, without interruptions; null when there are none. */
export function tookMinutes(
  attempts: readonly { readonly start: number; readonly finish: number }[],
  interruptions: readonly Interruption[],
): number | null {
  if (attempts.length === 0) return null;
  const from = Math.min(...attempts.map(({ start }) => start));
  const to = Math.max(...attempts.map(({ finish }) => finish));
  let taken = 0;
  let reached = from;
  for (const pause of [...interruptions].sort((a, b) => a.from - b.from)) {
    const begin = Math.max(pause.from, reached);
    const end = Math.min(pause.to, to);
    if (end <= begin) continue;
    taken += end - begin;
    reached = end;
  }
  return (to - from - taken) / 60_000;
}

/** The narrowest of a forecast's bounds that what it took kept within. */
export type KeptWithin = "p50" | "p80" | "p95" | "none";

/** How well a forecast foretold these minutes: "none" when they exceed even P95. */
export function keptWithin(
  { p50, p80, p95 }: { readonly p50: number; readonly p80: number; readonly p95: number },
  took: number,
): KeptWithin {
  return took <= p50 ? "p50" : took <= p80 ? "p80" : took <= p95 ? "p95" : "none";
}
