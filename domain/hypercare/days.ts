import { day as dayLong, instantsOf, type ZoneClock } from "../window/zone-clock";

/** A calendar day of hypercare; `to` is not part of it. ms since 1970. */
export type HypercareDay = {
  /** 1 for the day in which hypercare began. */
  readonly number: number;
  /** As the calendar of its zone names it: "2026-12-07". */
  readonly date: string;
  readonly from: number;
  readonly to: number;
};

/** How long hypercare is, and when it was ended before that. */
export type HypercareSpan = {
  readonly begin: Date;
  readonly days: number;
  readonly endedAt: Date | null;
};

/**
 * The days of hypercare on the calendar of its zone, from the begin to the midnight after the last one. Midnights are those of
 * the zone, so that a day in which clocks change has 23 or 25 hours. What was ended early has no days after that moment.
 */
export function hypercareDays({ begin, days, endedAt }: HypercareSpan, clock: ZoneClock): HypercareDay[] {
  const start = begin.getTime();
  const firstMidnight = Math.floor((start + clock(start)) / dayLong) * dayLong;
  const end = endedAt?.getTime() ?? Number.POSITIVE_INFINITY;
  return Array.from({ length: days }, (_, index): HypercareDay => {
    const wall = firstMidnight + index * dayLong;
    return {
      number: index + 1,
      date: new Date(wall).toISOString().slice(0, 10),
      from: index === 0 ? start : midnight(wall, clock),
      to: Math.min(midnight(wall + dayLong, clock), end),
    };
  }).filter(({ number, from }) => number === 1 || from < end);
}

/** When a calendar day begins. Where clocks jump over midnight: when they jump. */
function midnight(wall: number, clock: ZoneClock): number {
  return instantsOf(wall, clock)[0] ?? wall - clock(wall - dayLong);
}

/** How many days are over at `now`, and when the next one ends; null when none is left. */
export function nextEnd(
  span: HypercareSpan,
  clock: ZoneClock,
  now: Date,
): { readonly told: number; readonly dueAt: Date | null } {
  const days = hypercareDays(span, clock);
  const next = days.find(({ to }) => to > now.getTime());
  return { told: next ? next.number - 1 : days.length, dueAt: next ? new Date(next.to) : null };
}
