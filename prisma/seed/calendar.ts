/** Tells times of the story by how far they lie from the day it is told: `at(-3, "09:30")` is half past nine, three days ago, UTC. */
export type Calendar = (days: number, time?: string) => Date;

/**
 * The calendar of a story told on `today`. Every event lies on a day before today, at the latest on day -1, so that it is
 * past at any hour; due dates and ends of waivers lie at fixed distances ahead, so that they look right on any day.
 */
export function calendarOf(today: Date): Calendar {
  const start = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate());
  return (days, time = "12:00") => {
    const [hours = 0, minutes = 0] = time.split(":").map(Number);
    return new Date(start + ((days * 24 + hours) * 60 + minutes) * 60_000);
  };
}
