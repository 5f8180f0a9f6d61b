import type { HealthView } from "../schema";

/** What can be looked at. "move": as long before the new stack's first sample as since, at least six hours. */
export const ranges = ["move", "day", "week", "all"] as const;
export type RangeChoice = (typeof ranges)[number];

export const rangeNames: Readonly<Record<RangeChoice, string>> = {
  move: "Before and after",
  day: "Last 24 hours",
  week: "Last 7 days",
  all: "Everything",
};

const hour = 3_600_000;

/** The time to ask series for; empty: all of it. */
export function chosenRange(
  health: Pick<HealthView, "metrics">,
  choice: RangeChoice,
  now: string,
  shifts: readonly { at: string }[],
): { from?: string; until?: string } {
  const iso = (at: number) => new Date(at).toISOString();
  const moment = Date.parse(now);
  if (choice === "day") return { from: iso(moment - 24 * hour), until: now };
  if (choice === "week") return { from: iso(moment - 168 * hour), until: now };
  const moments = (pick: (metric: HealthView["metrics"][number]) => string | null | undefined) =>
    health.metrics.flatMap((metric) => pick(metric) ?? []).toSorted();
  const [firstNew] = moments((metric) => metric.new?.firstAt);
  const [firstOld] = moments((metric) => metric.old?.firstAt);
  const last = [
    ...moments((metric) => metric.old?.lastAt),
    ...moments((metric) => metric.new?.lastAt),
    ...shifts.map(({ at }) => at),
  ]
    .toSorted()
    .at(-1);
  const until = last === undefined ? {} : { until: last };
  if (choice === "all" || firstNew === undefined) return until;
  const since = Math.max(6 * hour, Date.parse(last ?? now) - Date.parse(firstNew));
  const from = Date.parse(firstNew) - since;
  return {
    from: iso(firstOld === undefined ? Date.parse(firstNew) : Math.max(from, Date.parse(firstOld))),
    ...until,
  };
}
