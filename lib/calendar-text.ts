/** One entry of a calendar. Times are instants; calendar programs show them in the zone of who looks. */
export interface CalendarEntry {
  /** The same as long as the thing is: a calendar program changes the entry it knows. */
  uid: string;
  start: Date;
  /** Null: a moment and no stretch. */
  end: Date | null;
  title: string;
  text: string;
  url: string;
  /** Counts up with every change. */
  sequence: number;
  /** False: others can be booked at that time. */
  busy: boolean;
}

/** Bytes a line may have before it is folded, its break not counted. */
const longest = 75;

/** A calendar as RFC 5545 asks for: texts escaped, lines folded and ended with CR and LF. `now` is when it was written. */
export function calendarText(name: string, entries: readonly CalendarEntry[], now: Date): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Liftlock//Calendar//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `X-WR-CALNAME:${escaped(name)}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    "X-PUBLISHED-TTL:PT1H",
    ...entries.flatMap((entry) => [
      "BEGIN:VEVENT",
      `UID:${escaped(entry.uid)}`,
      `DTSTAMP:${stamp(now)}`,
      `DTSTART:${stamp(entry.start)}`,
      ...(entry.end ? [`DTEND:${stamp(entry.end)}`] : []),
      `SEQUENCE:${entry.sequence}`,
      `SUMMARY:${escaped(entry.title)}`,
      ...(entry.text === "" ? [] : [`DESCRIPTION:${escaped(entry.text)}`]),
      `URL:${entry.url.replace(/[\r\n]/g, "")}`,
      `TRANSP:${entry.busy ? "OPAQUE" : "TRANSPARENT"}`,
      "END:VEVENT",
    ]),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join("");
}

/** "20261212T210000Z" */
const stamp = (at: Date): string => `${at.toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;

/** A text as a value: other control characters than a line break have no place in one. */
function escaped(text: string): string {
  return (
    text
      .replace(/\r\n|\r/g, "\n")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
      .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, " ")
      .replace(/[\\;,]/g, (sign) => `\\${sign}`)
      .replace(/\n/g, "\\n")
  );
}

const encoder = new TextEncoder();

/** A line broken after at most 75 bytes, never inside a character; what follows begins with a space. */
function folded(line: string): string {
  let [text, width] = ["", 0];
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (width + size > longest) {
      text += "\r\n ";
      width = 1;
    }
    text += character;
    width += size;
  }
  return text;
}
