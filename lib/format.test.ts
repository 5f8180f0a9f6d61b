import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  formatBytes,
  formatCount,
  formatDate,
  formatDateTime,
  formatDay,
  formatDuration,
  formatElapsed,
  formatPercent,
  formatRange,
  formatRelative,
  fromWallTime,
  initialsOf,
  listWords,
  percentOf,
  plural,
  toMillis,
  toWallTime,
  zoneName,
  zoneNote,
} from "./format";

describe("numbers", () => {
  test("thousands are grouped and a noun follows its number", () => {
    expect(formatCount(12400)).toBe("12,400");
    expect(formatCount(999)).toBe("999");
    expect(formatCount(1234567.25)).toBe("1,234,567.3");
    expect(formatCount(-4200)).toBe("−4,200");
    expect(plural(1, "blocker")).toBe("1 blocker");
    expect(plural(1200, "entry", "entries")).toBe("1,200 entries");
  });

  test("progress shows 100 % only when everything is done, and 0 % only when nothing is", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(100_000), (total, part) => {
        const done = Math.min(part, total);
        const percent = percentOf(done, total);
        expect(percent === 100).toBe(done === total);
        expect(percent === 0).toBe(done === 0);
      }),
    );
    expect(formatPercent(999, 1000)).toBe("99\u202f%");
    expect(formatPercent(66, 74)).toBe("89\u202f%");
  });

  test("nothing to count has no percentage, rather than a false 0 or 100", () => {
    expect(percentOf(0, 0)).toBeNull();
    expect(formatPercent(0, 0)).toBe("–");
  });

  test("sizes count in 1,024s, as limits do, with one digit after the point while they are small", () => {
    expect(formatBytes(840)).toBe("840 B");
    expect(formatBytes(1.4 * 1024 ** 2)).toBe("1.4 MB");
    expect(formatBytes(25 * 1024 ** 2)).toBe("25 MB");
    expect(formatBytes(1024 ** 2 - 1)).toBe("1 MB");
    expect(formatBytes(3.2 * 1024 ** 3)).toBe("3.2 GB");
  });
});

describe("durations", () => {
  test("planned minutes read as hours and minutes", () => {
    expect(formatDuration(25)).toBe("25 min");
    expect(formatDuration(64)).toBe("1 h 04");
    expect(formatDuration(59.6)).toBe("1 h 00");
    expect(formatDuration(26 * 60 + 5)).toBe("26 h 05");
    expect(formatDuration(76 * 60)).toBe("3 d 4 h");
    expect(formatDuration(72 * 60)).toBe("3 d");
    expect(formatDuration(-30)).toBe("−30 min");
  });

  test("a running clock counts seconds and never runs backwards", () => {
    expect(formatElapsed(372_900)).toBe("06:12");
    expect(formatElapsed(3_852_000)).toBe("1:04:12");
    expect(formatElapsed(-5)).toBe("00:00");
  });
});

describe("instants", () => {
  const berlin = "Europe/Berlin";
  const window = "2026-12-12T21:00:00Z";

  test("a time always carries its zone, and its year unless it is this one", () => {
    expect(formatDateTime(window, berlin, "2026-11-23T08:00:00Z")).toBe("Sat 12 Dec, 22:00 CET");
    expect(formatDateTime(window, berlin)).toBe("Sat 12 Dec 2026, 22:00 CET");
    expect(formatDateTime(window, "America/New_York")).toBe("Sat 12 Dec 2026, 16:00 EST");
    expect(formatDate(window, "Asia/Tokyo")).toBe("13 Dec 2026");
  });

  test("zones keep the name people use, summer and winter", () => {
    expect(zoneName("2026-07-01T00:00:00Z", berlin)).toBe("CEST");
    expect(zoneName(window, "UTC")).toBe("UTC");
    expect(zoneName(window, "Europe/London")).toBe("GMT");
    expect(zoneName(window, "Asia/Kolkata")).toBe("GMT+5:30");
  });

  test("a night's window names its day once, a longer one both", () => {
    const now = "2026-11-23T08:00:00Z";
    expect(formatRange(window, "2026-12-13T03:00:00Z", berlin, now)).toBe("Sat 12 Dec, 22:00–04:00 CET");
    expect(formatRange(window, "2026-12-14T03:00:00Z", berlin, now)).toBe(
      "Sat 12 Dec, 22:00 – Mon 14 Dec, 04:00 CET",
    );
  });

  test("near days are named, by the calendar of the zone and not by 24 hours", () => {
    const now = "2026-11-23T00:30:00+01:00";
    expect(formatDay("2026-11-23T09:12:00+01:00", berlin, now)).toBe("today 09:12");
    expect(formatDay("2026-11-22T23:50:00+01:00", berlin, now)).toBe("yesterday 23:50");
    expect(formatDay("2026-11-24T18:00:00+01:00", berlin, now)).toBe("tomorrow 18:00");
    expect(formatDay("2026-11-25T18:00:00+01:00", berlin, now)).toBe("25 Nov 18:00");
    expect(zoneNote("America/New_York")).toBe("Times in America/New York");
  });

  test("age is told in its largest unit and the future says so", () => {
    const now = "2026-11-23T12:00:00Z";
    expect(formatRelative("2026-11-23T11:59:30Z", now)).toBe("now");
    expect(formatRelative("2026-11-23T11:55:00Z", now)).toBe("5 min");
    expect(formatRelative("2026-11-23T07:00:00Z", now)).toBe("5 h");
    expect(formatRelative("2026-11-21T09:00:00Z", now)).toBe("2 d");
    expect(formatRelative("2026-10-20T09:00:00Z", now)).toBe("4 w");
    expect(formatRelative("2026-11-25T13:00:00Z", now)).toBe("in 2 d");
  });

  test("a typed local time comes back unchanged from any zone, unless clocks jump over it", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(berlin, "America/New_York", "Asia/Kolkata", "UTC", "Australia/Lord_Howe"),
        fc.integer({ min: 0, max: 2_000_000 }),
        (zone, minutes) => {
          const instant = new Date(Date.UTC(2025, 0, 1) + minutes * 60_000);
          const again = fromWallTime(toWallTime(instant, zone), zone);
          expect(again?.skipped).toBe(false);
          expect(toWallTime(again?.instant ?? 0, zone)).toBe(toWallTime(instant, zone));
        },
      ),
    );
    expect(fromWallTime("2026-03-29T02:30", berlin)?.skipped).toBe(true);
    expect(fromWallTime("2026-12-12T22:00", berlin)?.instant.toISOString()).toBe("2026-12-12T21:00:00.000Z");
    expect(fromWallTime("soon", berlin)).toBeNull();
  });

  test("what is no instant is refused instead of shown wrong", () => {
    expect(() => toMillis("yesterday-ish")).toThrow(RangeError);
    expect(() => formatDateTime(Number.NaN, berlin)).toThrow(/Not an instant/);
  });
});

describe("words", () => {
  test("lists of people read as a sentence", () => {
    expect(listWords(["Ines", "Omar", "Lee"])).toBe("Ines, Omar and Lee");
    expect(listWords(["Ines", "Omar"], "or")).toBe("Ines or Omar");
    expect(listWords([])).toBe("");
  });

  test("initials come from the first and the last name, or from the address", () => {
    expect(initialsOf("Ines Maria Duarte")).toBe("ID");
    expect(initialsOf("omar@example.org")).toBe("O");
    expect(initialsOf("lee.chan@example.org")).toBe("LC");
    expect(initialsOf("Łukasz")).toBe("Ł");
    expect(initialsOf("")).toBe("?");
  });
});
