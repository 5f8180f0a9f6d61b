/** A number from 0 to 1 that looks like chance and is the same on every machine, for each whole number. */
export function chance(number: number): number {
  let mixed = Math.imul(number ^ 0x9e3779b9, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}

/** Share of the busiest hour, for each hour of a working day in UTC: a bank's partners call by day, settlement runs at two. */
const hours = [
  12, 9, 31, 28, 9, 14, 30, 55, 82, 96, 100, 97, 84, 88, 95, 93, 86, 74, 60, 48, 39, 30, 22, 16,
].map((percent) => percent / 100);
/** Sunday to Saturday. */
const days = [0.34, 1, 0.97, 0.98, 0.99, 0.94, 0.52];

/** How busy the platform is at a moment, as a share of its busiest hour, with what differs from week to week. */
export function busyAt(at: Date): number {
  const hour = at.getUTCHours();
  const from = hours[hour] ?? 0;
  const to = hours[(hour + 1) % 24] ?? 0;
  const day = days[at.getUTCDay()] ?? 1;
  // Nobody settles on a weekend.
  const asleep = day < 0.9 && (hour === 2 || hour === 3) ? 0.25 : 1;
  const share = (from + ((to - from) * at.getUTCMinutes()) / 60) * day * asleep;
  return share * (0.94 + 0.12 * chance(Math.floor(at.getTime() / 60_000)));
}

/** Moments from one on until another, at this distance in minutes. */
export function momentsOf(from: Date, until: Date, minutes: number): Date[] {
  const step = minutes * 60_000;
  const many = Math.floor((until.getTime() - from.getTime()) / step);
  return Array.from({ length: many }, (_, index) => new Date(from.getTime() + index * step));
}

/** One digit behind the point: what instruments show. */
export const tenths = (value: number): number => Math.round(value * 10) / 10;
