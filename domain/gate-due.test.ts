import { describe, expect, it } from "vitest";
import { decideGateDue, isGateLate } from "./gate-due";

const day = new Date("2026-12-01T09:00:00.000Z");
const before = new Date(day.getTime() - 1);
const after = new Date(day.getTime() + 1);

describe("the date of a gate", () => {
  it("makes it late when it has passed and the gate is not open", () => {
    expect(isGateLate({ state: "shut", dueAt: day }, after)).toBe(true);
    expect(isGateLate({ state: "ready", dueAt: day }, after)).toBe(true);
    expect(isGateLate({ state: "open", dueAt: day }, after)).toBe(false);
    expect(isGateLate({ state: "shut", dueAt: day }, before)).toBe(false);
    expect(isGateLate({ state: "shut", dueAt: null }, after)).toBe(false);
  });

  it("is set and taken away, and refused where it says nothing", () => {
    const gate = { label: "Dev exit", state: "shut" as const, dueAt: null };
    const said = (given: typeof gate | { label: string; state: "open"; dueAt: Date }, dueAt: Date | null) => {
      const verdict = decideGateDue(given, dueAt);
      return verdict.ok ? "yes" : verdict.refusals.map(({ message }) => message).join();
    };
    expect(said(gate, day)).toBe("yes");
    expect(said(gate, null)).toBe("Dev exit has no date.");
    const open = { label: "Dev exit", state: "open" as const, dueAt: day };
    expect(said(open, after)).toBe("Dev exit is open already: it needs no date.");
    expect(said(open, null)).toBe("yes");
    expect(decideGateDue({ ...gate, dueAt: day }, new Date(day))).toMatchObject({
      refusals: [{ message: "Dev exit is due 1 Dec 2026 09:00 UTC already." }],
    });
  });
});
