import { instantsOf, type ZoneClock } from "@/domain/window/zone-clock";

const calendar =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i;
/** Dots are only used with the day first. */
const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const access = /^(\d{1,2})\/([A-Z][a-z]{2})\/(\d{4}):(\d{2}):(\d{2}):(\d{2}) ([+-]\d{4})$/;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** What a time stamp may mean: one instant; two where clocks went back; none where they jumped; null when it is none. */
export type Meant = readonly number[] | null;

/** Reads a time stamp; one without an offset is told by the clocks of the zone. */
export function readTime(text: string, clock: ZoneClock): Meant {
  if (/^\d{10}(?:\.\d+)?$/.test(text)) return [Math.round(Number(text) * 1_000)];
  if (/^\d{13}$/.test(text)) return [Number(text)];
  const iso = calendar.exec(text);
  if (iso) {
    const [, year, month, date, hour, minute, second, offset] = iso;
    return meant(wallOf([year, month, date, hour, minute, second]), offset, clock);
  }
  const german = dotted.exec(text);
  if (!german) return null;
  const [, date, month, year, hour, minute, second] = german;
  return meant(wallOf([year, month, date, hour, minute, second]), undefined, clock);
}

/** Reads the time stamp of an access log, "10/Oct/2026:13:55:36 -0700"; null when it is none. */
export function readAccessTime(text: string): number | null {
  const [, date, month, year, hour, minute, second, offset] = access.exec(text) ?? [];
  const place = months.indexOf(month ?? "");
  if (place < 0) return null;
  const wall = wallOf([year, String(place + 1), date, hour, minute, second]);
  return wall === null ? null : wall - offsetOf(offset ?? "");
}

function meant(wall: number | null, offset: string | undefined, clock: ZoneClock): Meant {
  if (wall === null) return null;
  return offset === undefined ? instantsOf(wall, clock) : [wall - offsetOf(offset)];
}

/** ms since 1970 as if the fields were UTC; null when there is no such day or time. */
function wallOf(fields: readonly (string | undefined)[]): number | null {
  const [year = 0, month = 1, date = 1, hour = 0, minute = 0, second = 0] = fields.map((field) =>
    Number(field ?? 0),
  );
  const wall = Date.UTC(year, month - 1, date, hour, minute, second);
  const back = new Date(wall);
  const same =
    back.getUTCMonth() === month - 1 &&
    back.getUTCDate() === date &&
    back.getUTCHours() === hour &&
    minute < 60;
  return same && second < 60 ? wall : null;
}

function offsetOf(text: string): number {
  const [, sign, hours = "0", minutes = "0"] = /^([+-])(\d{2}):?(\d{2})$/.exec(text) ?? [];
  const size = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === "-" ? -size : size;
}
