import { describe, expect, test } from "vitest";
import { instantAt, wallClock, zoneNameAt } from "./wall-clock";

const shown = (instant: string, zone: string) =>
  wallClock(Date.parse(instant), zone).toISOString().slice(0, 16);
const meant = (wall: string, zone: string) => new Date(instantAt(Date.parse(`${wall}Z`), zone)).toISOString();

describe("Clocks on the wall", () => {
  test("show what people in the zone see, before and after their clocks change", () => {
    expect(shown("2026-10-25T00:59:30Z", "Europe/Berlin")).toBe("2026-10-25T02:59");
    expect(shown("2026-10-25T01:00:00Z", "Europe/Berlin")).toBe("2026-10-25T02:00");
    expect(shown("2026-04-04T15:15:00Z", "Australia/Lord_Howe")).toBe("2026-04-05T01:45");
    expect(shown("1987-04-05T03:31:00Z", "America/St_Johns")).toBe("1987-04-05T01:01");
  });

  test("of a time that happens twice the first is meant", () => {
    expect(meant("2026-10-25T02:30", "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z");
    expect(meant("2026-04-05T01:45", "Australia/Lord_Howe")).toBe("2026-04-04T14:45:00.000Z");
  });

  test("a time that clocks jump over is the one after the jump", () => {
    expect(meant("2026-03-29T02:30", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
  });

  test("a zone that does not exist is refused", () => {
    expect(() => zoneNameAt(0, "Europe/Atlantis")).toThrow(RangeError);
  });
});
