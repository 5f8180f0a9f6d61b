import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CalendarEntry, calendarText } from "./calendar-text";

const now = new Date("2026-11-28T12:00:00Z");
const entry: CalendarEntry = {
  uid: "window-1@liftlock",
  start: new Date("2026-12-12T21:00:00Z"),
  end: new Date("2026-12-13T03:00:00Z"),
  title: "Change window: Prod of APIM-45; 4.2.0, then 4.7.0",
  text: "Crew: Ines, Omar\nA back\\slash",
  url: "https://liftlock.example/u/APIM-45/window",
  sequence: 2,
  busy: true,
};

/** The lines as a calendar program sees them: unfolded, and each value as it was before it was escaped. */
const unfolded = (text: string) => text.replaceAll("\r\n ", "").split("\r\n");
const propertyOf = (text: string, name: string) =>
  unfolded(text)
    .find((line) => line.startsWith(`${name}:`))
    ?.slice(name.length + 1)
    .replace(/\\([\\;,nN])/g, (_, sign: string) => (sign.toLowerCase() === "n" ? "\n" : sign));

describe("A calendar", () => {
  it("is written as RFC 5545 asks for", () => {
    expect(
      calendarText(
        "Liftlock, Ines",
        [entry, { ...entry, uid: "due-1", end: null, text: "", busy: false }],
        now,
      ),
    ).toBe(
      [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Liftlock//Calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Liftlock\\, Ines",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "BEGIN:VEVENT",
        "UID:window-1@liftlock",
        "DTSTAMP:20261128T120000Z",
        "DTSTART:20261212T210000Z",
        "DTEND:20261213T030000Z",
        "SEQUENCE:2",
        "SUMMARY:Change window: Prod of APIM-45\\; 4.2.0\\, then 4.7.0",
        "DESCRIPTION:Crew: Ines\\, Omar\\nA back\\\\slash",
        "URL:https://liftlock.example/u/APIM-45/window",
        "TRANSP:OPAQUE",
        "END:VEVENT",
        "BEGIN:VEVENT",
        "UID:due-1",
        "DTSTAMP:20261128T120000Z",
        "DTSTART:20261212T210000Z",
        "SEQUENCE:2",
        "SUMMARY:Change window: Prod of APIM-45\\; 4.2.0\\, then 4.7.0",
        "URL:https://liftlock.example/u/APIM-45/window",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
      ].join("\r\n"),
    );
  });

  it("folds lines at 75 bytes without cutting a character, and gives every text back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (title) => {
        const text = calendarText("x", [{ ...entry, title }], now);
        for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a calendar can't hold.
        const plain = title.replace(/\r\n|\r/g, "\n").replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, " ");
        expect(propertyOf(text, "SUMMARY")).toBe(plain);
        expect(text).not.toContain("\uFFFD");
      }),
      { numRuns: 300 },
    );
  });

  it("lets no text end its line and begin another property", () => {
    const text = calendarText(
      "x",
      [{ ...entry, title: "A\r\nATTENDEE:mailto:a@b.example\nEND:VEVENT" }],
      now,
    );
    expect(unfolded(text).filter((line) => line.startsWith("ATTENDEE"))).toEqual([]);
    expect(unfolded(text).filter((line) => line === "END:VEVENT")).toHaveLength(1);
  });
});
