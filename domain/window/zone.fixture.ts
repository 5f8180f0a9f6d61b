import { hour, type ZoneClock } from "./zone-clock";

export const utc: ZoneClock = () => 0;

/** Paris as of 2026: summer time from 29 March to 25 October, 01:00 UTC. */
export const paris: ZoneClock = (instant) =>
  instant >= Date.UTC(2026, 2, 29, 1) && instant < Date.UTC(2026, 9, 25, 1) ? 2 * hour : hour;

export const nepal: ZoneClock = () => 5.75 * hour;

export const at = (iso: string): number => Date.parse(iso);
