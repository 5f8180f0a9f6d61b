import { minute } from "./zone-clock";

/** Minutes before a window begins at which its crew is reminded: a week, a day, an hour. */
export const remindedAt = [60, 24 * 60, 7 * 24 * 60] as const;

/** The furthest ahead that is looked, in ms. */
export const remindsAheadMs = 7 * 24 * 60 * minute;

/** The reminder whose time has come at this moment: the shortest one; null before the first, and once it has begun. */
export function reminderAt(start: Date, now: Date): number | null {
  const left = (start.getTime() - now.getTime()) / minute;
  return left <= 0 ? null : (remindedAt.find((minutes) => left <= minutes) ?? null);
}

/** The reminder to send now. `told` is the last one sent, or what was past when the window was booked. */
export function reminderDue(
  window: { readonly start: Date; readonly told: number | null },
  now: Date,
): number | null {
  const due = reminderAt(window.start, now);
  return due !== null && (window.told === null || due < window.told) ? due : null;
}

/** "in less than an hour" */
export function ahead(minutes: number): string {
  if (minutes <= 60) return "in less than an hour";
  return minutes <= 24 * 60 ? "in less than a day" : `in less than ${minutes / 1440} days`;
}
