import { instantAt, wallClock, zoneNameAt } from "@/lib/wall-clock";

// Numbers, durations and instants as words for people. Everything here is pure: zone and now are always given.

const NARROW_SPACE = "\u202f";

/** Groups thousands with a comma: 12,400. Whole numbers only; others keep at most one decimal. */
export function formatCount(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  const [whole = "0", decimals] = Math.abs(rounded).toString().split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${rounded < 0 ? "−" : ""}${grouped}${decimals ? `.${decimals}` : ""}`;
}

/** "1 blocker", "4 blockers"; `many` is for plurals that are not the noun with an s. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/**
 * Whole percent of `done` in `total`, null when there is nothing to count. 100 only when everything is done and 0 only
 * when nothing is: work that has begun shows at least 1, work that is not over at most 99.
 */
export function percentOf(done: number, total: number): number | null {
  if (total <= 0) return null;
  if (done >= total) return 100;
  if (done <= 0) return 0;
  return Math.min(99, Math.max(1, Math.floor((done / total) * 100)));
}

/** percentOf as text: "89 %", or a dash when there is nothing to count. */
export function formatPercent(done: number, total: number): string {
  const percent = percentOf(done, total);
  return percent === null ? "–" : `${percent}${NARROW_SPACE}%`;
}

/** Minutes as people say them: "25 min", "1 h 04", "26 h 05", and from two days on "3 d 4 h". */
export function formatDuration(minutes: number): string {
  const total = Math.round(minutes);
  if (total < 0) return `−${formatDuration(-total)}`;
  if (total < 60) return `${total} min`;
  if (total < 48 * 60) return `${Math.floor(total / 60)} h ${pad(total % 60)}`;
  const hours = Math.round(total / 60);
  return hours % 24 === 0 ? `${hours / 24} d` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** A running clock from milliseconds: "06:12", from an hour on "1:04:12". Never negative. */
export function formatElapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const clock = `${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  return seconds < 3600 ? clock : `${Math.floor(seconds / 3600)}:${clock}`;
}

/** Bytes in units of 1,024, the ones limits are set in, so that a limit reads as a round number: "840 B", "25 MB". */
export function formatBytes(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1023.5 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const shown = unit === 0 || value >= 99.95 ? Math.round(value) : Math.round(value * 10) / 10;
  return `${shown} ${units[unit]}`;
}

/** "Ines", "Ines and Omar", "Ines, Omar and Lee". */
export function listWords(words: readonly string[], last = "and"): string {
  if (words.length < 2) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

/** At most two capitals for an avatar: first and last word of the name, or of the part before the @. */
export function initialsOf(name: string): string {
  const words = (name.split("@")[0] ?? "").split(/[\s._-]+/).filter(Boolean);
  const first = words[0] ?? "?";
  const last = words.length > 1 ? (words.at(-1) ?? "") : "";
  return (Array.from(first)[0] ?? "?").concat(Array.from(last)[0] ?? "").toUpperCase();
}

/** Anything that names one instant: a Date, an ISO string with its offset, or milliseconds since 1970. */
export type Instant = Date | string | number;

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Milliseconds since 1970 of an instant; throws RangeError when it is none, because a wrong time must not be shown. */
export function toMillis(instant: Instant): number {
  const millis = typeof instant === "string" ? Date.parse(instant) : Number(instant);
  if (!Number.isFinite(millis)) throw new RangeError(`Not an instant: ${String(instant)}`);
  return millis;
}

/** The short name people use for a zone at that instant: "CET", "CEST", "UTC", or "GMT+5:30" where none is usual. */
export const zoneName = (instant: Instant, zone: string): string => zoneNameAt(toMillis(instant), zone);

/** "Sat 12 Dec, 22:00 CET"; the year is shown unless `now` is given and falls in the same year. */
export function formatDateTime(instant: Instant, zone: string, now?: Instant): string {
  const at = wall(instant, zone);
  return `${DAYS[at.getUTCDay()]} ${dateOf(at, zone, now)}, ${timeOf(at)} ${zoneName(instant, zone)}`;
}

/** "12 Dec", or "12 Dec 2026" unless `now` falls in the same year. */
export const formatDate = (instant: Instant, zone: string, now?: Instant): string =>
  dateOf(wall(instant, zone), zone, now);

function dateOf(at: Date, zone: string, now?: Instant): string {
  const sameYear = now !== undefined && wall(now, zone).getUTCFullYear() === at.getUTCFullYear();
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}${sameYear ? "" : ` ${at.getUTCFullYear()}`}`;
}

/** Wall-clock time in the zone, without its name: "22:00". Only for places that show the zone once for many times. */
export const formatTime = (instant: Instant, zone: string): string => timeOf(wall(instant, zone));

const timeOf = (at: Date) => `${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}`;

/** As people speak near today: "today 09:12", "yesterday 17:30", "tomorrow 18:00", otherwise "12 Dec 09:12". */
export function formatDay(instant: Instant, zone: string, now: Instant): string {
  const time = formatTime(instant, zone);
  const days = dayNumber(instant, zone) - dayNumber(now, zone);
  if (days === 0) return `today ${time}`;
  if (days === -1) return `yesterday ${time}`;
  if (days === 1) return `tomorrow ${time}`;
  return `${formatDate(instant, zone, now)} ${time}`;
}

/** Which zone the times around it are in: "Times in Europe/Paris". */
export const zoneNote = (zone: string): string => `Times in ${zone.replaceAll("_", " ")}`;

/** A window: "Sat 12 Dec, 22:00–04:00 CET"; both days are written once it lasts a day or longer. */
export function formatRange(start: Instant, end: Instant, zone: string, now?: Instant): string {
  const from = `${DAYS[wall(start, zone).getUTCDay()]} ${formatDate(start, zone, now)}, ${formatTime(start, zone)}`;
  if (toMillis(end) - toMillis(start) < DAY) return `${from}–${formatTime(end, zone)} ${zoneName(end, zone)}`;
  return `${from} – ${formatDateTime(end, zone, now)}`;
}

/** Age or distance in its largest unit: "now", "5 min", "5 h", "2 d", "3 w"; the future reads "in 2 d". */
export function formatRelative(instant: Instant, now: Instant): string {
  const distance = toMillis(now) - toMillis(instant);
  const size = Math.abs(distance);
  if (size < MINUTE) return "now";
  const words =
    size < HOUR
      ? `${Math.floor(size / MINUTE)} min`
      : size < DAY
        ? `${Math.floor(size / HOUR)} h`
        : size < 21 * DAY
          ? `${Math.floor(size / DAY)} d`
          : `${Math.floor(size / (7 * DAY))} w`;
  return distance < 0 ? `in ${words}` : words;
}

/** The value of a datetime-local field for an instant in a zone: "2026-12-12T22:00". */
export function toWallTime(instant: Instant, zone: string): string {
  const at = wall(instant, zone);
  const date = `${at.getUTCFullYear().toString().padStart(4, "0")}-${pad(at.getUTCMonth() + 1)}-${pad(at.getUTCDate())}`;
  return `${date}T${pad(at.getUTCHours())}:${pad(at.getUTCMinutes())}`;
}

/**
 * The instant a datetime-local value means in a zone, null when it is not one. `skipped` is true when clocks jump over
 * that time (the instant is then the one after the jump); of a time that happens twice the first is taken.
 */
export function fromWallTime(value: string, zone: string): { instant: Date; skipped: boolean } | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)/.exec(value);
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts.slice(1).map(Number);
  const instant = new Date(instantAt(Date.UTC(year, month - 1, day, hour, minute), zone));
  return { instant, skipped: toWallTime(instant, zone) !== value.slice(0, 16) };
}

/** A date whose UTC fields are what clocks in the zone show. */
function wall(instant: Instant, zone: string): Date {
  return wallClock(toMillis(instant), zone);
}

function dayNumber(instant: Instant, zone: string): number {
  const at = wall(instant, zone);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()) / DAY;
}

function pad(value: number): string {
  return value.toString().padStart(2, "0");
}
