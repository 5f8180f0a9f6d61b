import { askedDaily, intoWeek, minute, type Period, type ZoneClock } from "./zone-clock";

/** When somebody can work in a change window, on the clocks of their own zone. */
export type WorkingHours = {
  readonly clock: ZoneClock;
  /** Minutes after midnight. */
  readonly from: number;
  /** Not after `from`: until that time of the next day; equal to it: all day. */
  readonly to: number;
  /** Days on which it begins, Monday is 0. */
  readonly weekdays: readonly number[];
};

const dayMinutes = 24 * 60;
const weekMinutes = 7 * dayMinutes;

/** Whether somebody can work at these moments, told for many of them. What begins on Sunday may reach into Monday. */
export function worksAt({ clock, from, to, weekdays }: WorkingHours): (instant: number) => boolean {
  const offsets = askedDaily(clock);
  const minutes = new Uint8Array(weekMinutes);
  const length = to > from ? to - from : to - from + dayMinutes;
  for (const weekday of weekdays)
    for (let at = 0; at < length; at += 1) minutes[(weekday * dayMinutes + from + at) % weekMinutes] = 1;
  return (instant) => minutes[Math.floor(intoWeek(instant, offsets) / minute)] === 1;
}

/** Whether somebody can work from the first to the last minute. */
export function worksThrough(hours: WorkingHours, { from, to }: Period): boolean {
  const works = worksAt(hours);
  for (let at = from; at < to; at += minute) if (!works(at)) return false;
  return true;
}

const dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** "Mon–Fri 08:00–18:00", "Fri, Sat 20:00–06:00", "every day, all day", or "not known". */
export function hoursText(hours: Pick<WorkingHours, "from" | "to" | "weekdays"> | null): string {
  if (!hours) return "not known";
  const days = hours.weekdays.toSorted();
  const [first = 0] = days;
  const row = days.length > 2 && days.every((weekday, index) => weekday === first + index);
  const names = row
    ? `${dayNames[first]}–${dayNames[days.at(-1) ?? 0]}`
    : days.map((at) => dayNames[at]).join(", ");
  const when = hours.from === hours.to ? "all day" : `${timeOf(hours.from)}–${timeOf(hours.to)}`;
  return `${days.length === 7 ? "every day" : names} ${when}`;
}

const timeOf = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");
