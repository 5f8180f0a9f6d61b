// What clocks on the wall of a zone show. Intl knows the zones; here its answers are kept, because a page shows
// hundreds of instants and asking anew takes longer than everything else about them.

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** How many minutes of one zone are remembered. */
const kept = 5_000;

interface Moment {
  /** Milliseconds the zone's clocks are ahead of UTC. */
  offset: number;
  name?: string;
}

interface Zone {
  digits: Intl.DateTimeFormat;
  names: Intl.DateTimeFormat[];
  /** By minutes since 1970: clocks never change within one. */
  moments: Map<number, Moment>;
}

const zones = new Map<string, Zone>();

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone);
  if (known) return known;
  const zone: Zone = {
    digits: new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    }),
    // British English knows the European names, American English the American ones; neither knows both.
    names: ["en-GB", "en-US"].map(
      (locale) => new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "short", hour: "numeric" }),
    ),
    moments: new Map(),
  };
  zones.set(timeZone, zone);
  return zone;
}

function momentOf(zone: Zone, millis: number): Moment {
  const minute = Math.floor(millis / MINUTE);
  const known = zone.moments.get(minute);
  if (known) return known;
  const digits = zone.digits.format(minute * MINUTE).match(/\d+/g) ?? [];
  const [month = 0, day = 0, year = 0, hour = 0, minutes = 0, seconds = 0] = digits.map(Number);
  const moment = { offset: Date.UTC(year, month - 1, day, hour, minutes, seconds) - minute * MINUTE };
  if (zone.moments.size >= kept) zone.moments.clear();
  zone.moments.set(minute, moment);
  return moment;
}

/** A date whose UTC fields are what the zone's clocks and calendars show at that instant. */
export const wallClock = (millis: number, timeZone: string): Date =>
  new Date(millis + momentOf(zoneOf(timeZone), millis).offset);

/** How far the zone's clocks are ahead of UTC at an instant, in ms. */
export const zoneClock =
  (timeZone: string) =>
  (millis: number): number =>
    momentOf(zoneOf(timeZone), millis).offset;

/** The short name people use for the zone at that instant: "CET", "CEST", "UTC", or "GMT+5:30" where none is usual. */
export function zoneNameAt(millis: number, timeZone: string): string {
  const zone = zoneOf(timeZone);
  const moment = momentOf(zone, millis);
  if (moment.name === undefined) {
    const names = zone.names.flatMap(
      (format) => format.formatToParts(millis).find((part) => part.type === "timeZoneName")?.value ?? [],
    );
    moment.name = names.find((name) => !/^GMT[+-]/.test(name)) ?? names[0] ?? timeZone;
  }
  return moment.name;
}

/**
 * The instant at which the zone's clocks show what the UTC fields of `wall` say, as milliseconds; of two the first.
 * Where clocks jump over it: as if they had not jumped yet.
 */
export function instantAt(wall: number, timeZone: string): number {
  const zone = zoneOf(timeZone);
  // Clocks change at most once in two days: what they showed the day before and show the day after are all there is.
  const [first = wall, second = wall] = [wall - DAY, wall + DAY].map(
    (near) => wall - momentOf(zone, near).offset,
  );
  return wallClock(first, timeZone).getTime() !== wall && wallClock(second, timeZone).getTime() === wall
    ? second
    : first;
}
