import { describe, expect, it } from "vitest";
import {
  type Booked,
  conflictCounts,
  conflictsOf,
  decideBooking,
  decideCancel,
  decideClosed,
  decideMove,
  type Wanted,
} from "./booking";
import { ahead, reminderAt, reminderDue } from "./reminder";

const now = new Date("2026-12-01T12:00:00Z");
const time = (iso: string) => new Date(iso);
const wanted: Wanted = {
  start: time("2026-12-12T21:00:00Z"),
  end: time("2026-12-13T03:00:00Z"),
  reserveMinutes: 60,
  crew: ["ines", "omar"],
  sharedSystems: ["LB Paris"],
};
const other: Booked = {
  ...wanted,
  id: "w1",
  environmentId: "e2",
  label: "Prod of APIM-46",
  start: time("2026-12-13T02:00:00Z"),
  end: time("2026-12-13T05:00:00Z"),
  crew: ["omar", "lee"],
  sharedSystems: [" lb  paris", "SAN 2"],
};
const freeze = {
  id: "f1",
  kind: "freeze" as const,
  name: "Year end",
  from: time("2026-12-13T02:59:59Z"),
  to: time("2027-01-07T00:00:00Z"),
};
const nameOf = (person: string) => ({ ines: "Ines", omar: "Omar" })[person] ?? person;
const conflicts = conflictsOf(wanted, { others: [other], closed: [freeze], nameOf });
const codes = (verdict: ReturnType<typeof decideBooking>) =>
  verdict.ok ? [] : verdict.refusals.map(({ code }) => code);
const book = (more: Partial<Parameters<typeof decideBooking>[0]> = {}) =>
  decideBooking({ wanted, now, conflicts: [], acceptance: null, booked: [], ...more });

describe("A change window", () => {
  it("meets people, systems and freezes that are needed elsewhere", () => {
    expect(conflicts.map(({ key, message }) => [key, message])).toEqual([
      ["freeze:f1", "The freeze “Year end” is from 13 Dec 2026 02:59 UTC to 7 Jan 2027 00:00 UTC."],
      [
        "person:omar:w1",
        "Omar is in the window of Prod of APIM-46, 13 Dec 2026 02:00 UTC to 13 Dec 2026 05:00 UTC.",
      ],
      [
        "system:lb paris:w1",
        "LB Paris is needed in the window of Prod of APIM-46, 13 Dec 2026 02:00 UTC to 13 Dec 2026 05:00 UTC.",
      ],
    ]);
    expect(conflictCounts(conflicts)).toBe("1 person, 1 system and 1 freeze");
  });

  it("does not meet what ends when it begins", () => {
    const before = { ...other, start: time("2026-12-12T20:00:00Z"), end: wanted.start };
    const after = { ...freeze, from: wanted.end };
    expect(conflictsOf(wanted, { others: [before], closed: [after], nameOf })).toEqual([]);
  });

  it("is booked when nothing speaks against it, or when all that does was seen and accepted with a reason", () => {
    expect(book()).toEqual({ ok: true, accepted: [] });
    expect(codes(book({ conflicts }))).toEqual(conflicts.map(({ key }) => `conflict:${key}`));
    const keys = conflicts.map(({ key }) => key);
    expect(codes(book({ conflicts, acceptance: { keys: keys.slice(1), reason: "Agreed" } }))).toEqual([
      "conflict:freeze:f1",
    ]);
    expect(codes(book({ conflicts, acceptance: { keys, reason: " " } }))).toEqual(["reason_needed"]);
    expect(book({ conflicts, acceptance: { keys, reason: "Agreed" } })).toEqual({
      ok: true,
      accepted: conflicts,
    });
  });

  it("is refused in the past, with its end before its start, all reserve, too long or beside another one", () => {
    const but = (more: Partial<Wanted>) => codes(book({ wanted: { ...wanted, ...more } }));
    expect(but({ start: time("2026-12-01T11:59:00Z") })).toEqual(["past"]);
    expect(but({ end: wanted.start })).toEqual(["end"]);
    expect(but({ reserveMinutes: 360 })).toEqual(["reserve"]);
    expect(but({ end: time("2026-12-27T21:00:01Z") })).toEqual(["too_long"]);
    expect(but({ crew: Array.from({ length: 61 }, String) })).toEqual(["crew"]);
    const own = { ...other, environmentId: "e1" };
    expect(codes(book({ booked: [own] }))).toEqual(["booked_already"]);
    expect(book({ booked: [{ ...own, start: time("2026-11-01T00:00:00Z"), end: now }] }).ok).toBe(true);
  });

  it("moves with a reason; once begun only its end, once over not at all", () => {
    const move = (to: Partial<Wanted>, at: string, reason = "Traffic") =>
      codes(
        decideMove({
          window: { ...other, ...wanted },
          wanted: { ...wanted, ...to },
          now: time(at),
          conflicts: [],
          acceptance: null,
          reason,
        }),
      );
    const later = { start: time("2026-12-12T22:00:00Z") };
    expect(move(later, "2026-12-01T00:00:00Z")).toEqual([]);
    expect(move(later, "2026-12-01T00:00:00Z", "")).toEqual(["reason_needed"]);
    expect(move({ start: time("2026-12-11T00:00:00Z") }, "2026-12-12T00:00:00Z")).toEqual(["past"]);
    expect(move(later, "2026-12-12T21:00:00Z")).toEqual(["begun"]);
    expect(move({ end: time("2026-12-13T04:00:00Z") }, "2026-12-13T02:00:00Z")).toEqual([]);
    expect(move({ end: time("2026-12-13T01:00:00Z") }, "2026-12-13T02:00:00Z")).toEqual(["past"]);
    expect(move({ end: time("2026-12-13T04:00:00Z") }, "2026-12-13T03:00:00Z")).toEqual(["over"]);
  });

  it("is cancelled with a reason until it begins", () => {
    expect(decideCancel({ window: other, now, reason: "Vendor" }).ok).toBe(true);
    expect(decideCancel({ window: other, now, reason: "" })).toMatchObject({ ok: false });
    expect(decideCancel({ window: other, now: other.start, reason: "Vendor" })).toMatchObject({
      refusals: [{ code: "begun" }],
    });
    expect(decideCancel({ window: other, now: other.end, reason: "Vendor" })).toMatchObject({ ok: false });
  });
});

describe("A freeze", () => {
  it("ends after it begins and within a year", () => {
    expect(decideClosed(freeze).ok).toBe(true);
    expect(decideClosed({ from: freeze.to, to: freeze.to })).toMatchObject({ ok: false });
    expect(decideClosed({ from: freeze.from, to: time("2028-01-01T00:00:00Z") })).toMatchObject({
      ok: false,
    });
  });
});

describe("A reminder", () => {
  const start = time("2026-12-12T21:00:00Z");
  it("comes a week, a day and an hour before, once each", () => {
    const due = (told: number | null, at: string) => reminderDue({ start, told }, time(at));
    expect(due(null, "2026-12-05T20:59:59Z")).toBeNull();
    expect(due(null, "2026-12-05T21:00:00Z")).toBe(10_080);
    expect(due(10_080, "2026-12-11T20:59:00Z")).toBeNull();
    expect(due(10_080, "2026-12-11T21:00:00Z")).toBe(1_440);
    expect(due(1_440, "2026-12-12T20:00:00Z")).toBe(60);
    expect(due(60, "2026-12-12T20:30:00Z")).toBeNull();
    expect(due(null, "2026-12-12T21:00:00Z")).toBeNull();
  });

  it("is skipped when its time was past already at the booking", () => {
    const told = reminderAt(start, time("2026-12-10T00:00:00Z"));
    expect(told).toBe(10_080);
    expect(reminderDue({ start, told }, time("2026-12-10T00:00:00Z"))).toBeNull();
    expect([60, 1_440, 10_080].map(ahead)).toEqual([
      "in less than an hour",
      "in less than a day",
      "in less than 7 days",
    ]);
  });
});
