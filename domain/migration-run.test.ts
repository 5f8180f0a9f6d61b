import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reversePlan } from "./back-out";
import {
  dataFaults,
  decideEndRun,
  decideStartRun,
  minutesBetween,
  type RunData,
  volumeRatio,
} from "./migration-run";

const now = new Date("2026-11-20T12:00:00Z");
const at = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const data = (more: Partial<RunData> = {}): RunData => ({
  source: "generated",
  takenAt: null,
  bytes: null,
  masked: null,
  tables: [{ name: "AM_API", rows: 80, production: 100 }],
  ...more,
});
const codes = (verdict: { ok: boolean; refusals?: readonly { code: string }[] }) =>
  verdict.ok ? [] : (verdict.refusals ?? []).map(({ code }) => code);

describe("the data of a pilot", () => {
  it("is as much of production as the table that has least of it", () => {
    const tables = [
      { name: "A", rows: 90, production: 100 },
      { name: "B", rows: 10, production: 40 },
      { name: "C", rows: 1, production: null },
    ];
    expect(volumeRatio({ tables })).toBe(0.25);
    expect(volumeRatio({ tables: tables.slice(2) })).toBeNull();
    expect(volumeRatio({ tables: [{ name: "A", rows: 5, production: 0 }] })).toBeNull();
  });

  it("says when a dump was taken, and compares generated data with production", () => {
    expect(dataFaults(data(), now)).toEqual([]);
    expect(dataFaults(data({ tables: [] }), now).map(({ code }) => code)).toEqual(["tables"]);
    const dump = data({ source: "production_dump", tables: [] });
    expect(dataFaults(dump, now).map(({ code }) => code)).toEqual(["taken_at"]);
    expect(dataFaults({ ...dump, takenAt: at(1) }, now).map(({ code }) => code)).toEqual(["taken_at"]);
    expect(dataFaults({ ...dump, takenAt: at(-1) }, now)).toEqual([]);
    const twice = data({ tables: [...data().tables, { name: " am_api", rows: 1, production: 2 }] });
    expect(dataFaults(twice, now)[0]?.message).toContain("am_api");
  });
});

describe("a run", () => {
  const facts = {
    kind: "pilot" as const,
    environment: { name: "Pre-prod", kind: "pre_prod" as const },
    entryOpen: true,
    running: null,
    data: data(),
    now,
  };

  it("begins where its gate is open and no other goes on; pilots below production, live runs in it", () => {
    expect(decideStartRun(facts)).toEqual({ ok: true });
    expect(codes(decideStartRun({ ...facts, running: 2, entryOpen: false, data: null }))).toEqual([
      "running",
      "gate_shut",
      "data",
    ]);
    const prod = { name: "Prod", kind: "prod" as const };
    expect(codes(decideStartRun({ ...facts, environment: prod }))).toEqual(["kind"]);
    expect(decideStartRun({ ...facts, environment: prod, kind: "live", data: null })).toEqual({ ok: true });
    expect(codes(decideStartRun({ ...facts, kind: "live" }))).toEqual(["kind"]);
  });

  it("succeeds only with everything closed, and fails only with lessons", () => {
    const end = {
      ended: false,
      outcome: "succeeded" as const,
      lessons: "",
      open: [],
      backingOut: false,
      demanded: null,
    };
    expect(decideEndRun(end)).toEqual({ ok: true });
    expect(codes(decideEndRun({ ...end, open: ["D-02"] }))).toEqual(["steps_open"]);
    expect(codes(decideEndRun({ ...end, outcome: "failed" }))).toEqual(["lessons_needed"]);
    expect(decideEndRun({ ...end, outcome: "aborted", lessons: "Too slow", open: ["D-02"] })).toEqual({
      ok: true,
    });
    expect(codes(decideEndRun({ ...end, backingOut: true }))).toEqual(["backing_out"]);
    const demanded = "On or back?";
    expect(codes(decideEndRun({ ...end, demanded }))).toEqual(["decision_demanded"]);
    expect(decideEndRun({ ...end, demanded, outcome: "aborted", lessons: "Too late" })).toEqual({ ok: true });
    expect(codes(decideEndRun({ ...end, ended: true, backingOut: true }))).toEqual(["ended"]);
  });

  it("takes no longer for interruptions, in any order and however they overlap, and never less than nothing", () => {
    const span = fc.tuple(fc.integer({ min: -100, max: 400 }), fc.integer({ min: 0, max: 200 }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 6 }), fc.integer({ min: 0, max: 300 }), (spans, length) => {
        const pauses = spans.map(([from, long]) => ({ from: at(from), to: at(from + long) }));
        const worked = Array.from({ length }, (_, minute) => minute).filter(
          (minute) => !spans.some(([from, long]) => minute >= from && minute < from + long),
        ).length;
        expect(minutesBetween(at(0), at(length), pauses)).toBe(worked);
        expect(minutesBetween(at(0), at(length), pauses.toReversed())).toBe(worked);
      }),
    );
  });

  it("lasts through an interruption that has no end yet", () => {
    expect(minutesBetween(at(0), at(60), [{ from: at(20), to: null }])).toBe(20);
  });
});

describe("the way back", () => {
  it("is every step begun that says how it is undone, the last first", () => {
    const step = fc.record({
      id: fc.uuid(),
      state: fc.constantFrom("todo", "doing", "done", "skipped", "blocked"),
      backOut: fc.constantFrom("", " ", "Restore it"),
      phasePosition: fc.nat(5),
      position: fc.nat(20),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const plan = reversePlan(steps);
        expect(plan.length).toBe(
          steps.filter((one) => ["doing", "done"].includes(one.state) && one.backOut.trim() !== "").length,
        );
        for (const [index, one] of plan.entries()) {
          const before = plan[index - 1];
          if (before)
            expect(before.phasePosition * 100 + before.position).toBeGreaterThanOrEqual(
              one.phasePosition * 100 + one.position,
            );
        }
      }),
    );
  });
});
