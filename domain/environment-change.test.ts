import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changesEnvironment, clockTakenBack } from "./environment-change";
import { stepActions, stepParts, stepStates } from "./step";
import { caseStanding } from "./test-execution";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 9, minute));

describe("what changes an environment", () => {
  it("is finishing a step of the migration, from whatever state", () => {
    expect(changesEnvironment("finish", { part: "migrate", state: "todo" })).toBe(true);
    expect(changesEnvironment("finish", { part: "migrate", state: "doing" })).toBe(true);
  });

  it("is reopening a migration step that was done, not one that was only skipped", () => {
    expect(changesEnvironment("reopen", { part: "migrate", state: "done" })).toBe(true);
    expect(changesEnvironment("reopen", { part: "migrate", state: "skipped" })).toBe(false);
    expect(changesEnvironment("reopen", { part: "migrate", state: "not_applicable" })).toBe(false);
  });

  it("is nothing else: no other action, and no step that prepares, verifies or comes after", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...stepActions),
        fc.constantFrom(...stepParts),
        fc.constantFrom(...stepStates),
        (action, part, state) => {
          if (part === "migrate" && (action === "finish" || action === "reopen")) return;
          expect(changesEnvironment(action, { part, state })).toBe(false);
        },
      ),
    );
  });

  it("leaves tests alone that follow the last finished step, and makes them stale when it is reopened", () => {
    const tested = { result: "passed" as const, revision: 1, executedAt: at(30) };
    expect(caseStanding(1, tested, at(29)).stale).toBeNull();
    expect(caseStanding(1, tested, at(31)).stale).toBe("environment_changed");
  });
});

describe("undoing a change", () => {
  it("gives back the time of the change before it", () => {
    const before = { startedAt: at(0), changedAt: at(5) };
    const is = { startedAt: at(0), changedAt: at(9) };
    expect(clockTakenBack(is, { at: at(9), before, unstarts: false })).toEqual(before);
  });

  it("keeps a later change of somebody else", () => {
    const is = { startedAt: at(0), changedAt: at(10) };
    const change = { at: at(9), before: { startedAt: at(0), changedAt: at(5) }, unstarts: false };
    expect(clockTakenBack(is, change)).toEqual(is);
  });

  it("takes back the start of the environment only when asked to", () => {
    const change = { at: at(9), before: { startedAt: null, changedAt: null }, unstarts: true };
    expect(clockTakenBack({ startedAt: at(9), changedAt: null }, change)).toEqual(change.before);
    expect(
      clockTakenBack({ startedAt: at(9), changedAt: null }, { ...change, unstarts: false }).startedAt,
    ).toEqual(at(9));
  });
});
