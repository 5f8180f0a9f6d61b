import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRunIn, meetsThreshold, revisedParts, type Threshold, thresholdText } from "./test-case";
import {
  becomesLatest,
  caseStanding,
  decideRecord,
  isPass,
  passWords,
  type RecordCommand,
  type RecordFacts,
  testResults,
} from "./test-execution";
import { coverageOf, isUncovered } from "./use-case";

const now = new Date("2026-11-20T12:00:00.000Z");
const before = new Date(now.getTime() - 1);
const throughput: Threshold = { value: 800, unit: "requests/s", direction: "at_least" };

function record(command: Partial<RecordCommand> = {}, facts: Partial<RecordFacts> = {}) {
  return decideRecord(
    {
      code: "TC-58",
      archived: false,
      revision: 2,
      threshold: null,
      environment: { name: "Pre-prod", started: true, entryOpen: true },
      ...facts,
    },
    { result: "passed", revision: 2, measured: null, executedAt: now, now, ...command },
  );
}
const said = (verdict: ReturnType<typeof record>) =>
  verdict.ok ? [] : verdict.refusals.map(({ message }) => message);

describe("recording an execution", () => {
  it("is work behind the entry gate, and starts the environment", () => {
    const shut = { name: "Prod", started: false, entryOpen: false };
    expect(said(record({}, { environment: shut }))).toEqual([
      "The entry gate of Prod is shut, so nothing can be tested there yet. Clear its blockers first.",
    ]);
    expect(record({}, { environment: { ...shut, entryOpen: true } })).toEqual({
      ok: true,
      startsEnvironment: true,
    });
    expect(record()).toEqual({ ok: true, startsEnvironment: false });
  });

  it("does not call passed what missed its threshold", () => {
    const facts = { threshold: throughput };
    expect(said(record({ measured: 612 }, facts))).toEqual([
      "TC-58 measured 612 and needs ≥ 800 requests/s: that is failed, not passed.",
    ]);
    expect(said(record({}, facts))).toEqual(["TC-58 needs ≥ 800 requests/s. Enter the measured value."]);
    expect(record({ measured: 800 }, facts).ok).toBe(true);
    expect(record({ measured: 612, result: "failed" }, facts).ok).toBe(true);
    expect(record({ measured: 900, result: "failed" }, facts).ok).toBe(true);
    expect(record({ result: "failed" }, facts).ok).toBe(true);
    expect(record({ result: "blocked" }, facts).ok).toBe(true);
  });

  it("is refused for archived cases, unknown revisions and the future", () => {
    expect(record({}, { archived: true }).ok).toBe(false);
    expect(record({ revision: 3 }).ok).toBe(false);
    expect(record({ revision: 1 }).ok).toBe(true);
    expect(record({ executedAt: new Date(now.getTime() + 1) }).ok).toBe(false);
  });

  it("makes the newest execution the latest, also when results arrive late", () => {
    expect(becomesLatest(now, null)).toBe(true);
    expect(becomesLatest(before, { executedAt: now })).toBe(false);
    expect(becomesLatest(now, { executedAt: now })).toBe(true);
  });
});

describe("the standing of a case", () => {
  it("is not run without an execution, and never a pass without one", () => {
    expect(caseStanding(1, null, now)).toEqual({ result: "not_run", stale: null });
    expect(testResults.filter(isPass)).toEqual(["passed"]);
  });

  it("goes stale when the case is revised or the environment changes later", () => {
    const latest = { result: "passed" as const, revision: 1, executedAt: now };
    expect(caseStanding(1, latest, null)).toEqual({ result: "passed", stale: null });
    expect(caseStanding(1, latest, before)).toEqual({ result: "passed", stale: null });
    expect(caseStanding(2, latest, null).stale).toBe("case_revised");
    expect(caseStanding(1, { ...latest, executedAt: before }, now).stale).toBe("environment_changed");
  });
});

describe("a test case", () => {
  it("passes at its threshold and on the right side of it", () => {
    const limits = fc.record({
      value: fc.integer(),
      unit: fc.constant(""),
      direction: fc.constantFrom("at_least" as const, "at_most" as const),
    });
    fc.assert(
      fc.property(limits, fc.integer({ min: 1, max: 99 }), (threshold, off) => {
        const up = meetsThreshold(threshold, threshold.value + off);
        expect(meetsThreshold(threshold, threshold.value)).toBe(true);
        expect(up).toBe(threshold.direction === "at_least");
        expect(meetsThreshold(threshold, threshold.value - off)).toBe(!up);
      }),
    );
    expect(meetsThreshold(throughput, Number.NaN)).toBe(false);
    expect(thresholdText({ value: 300, unit: "", direction: "at_most" })).toBe("≤ 300");
  });

  it("gets a new revision from a change of its content only", () => {
    const content = { title: "Throughput", steps: "Run", expected: "Fast", threshold: throughput };
    expect(revisedParts(content, { ...content, threshold: { ...throughput } })).toEqual([]);
    expect(revisedParts(content, { ...content, steps: "Run twice", threshold: null })).toEqual([
      "steps",
      "threshold",
    ]);
    expect(revisedParts(content, { ...content, threshold: { ...throughput, value: 900 } })).toEqual([
      "threshold",
    ]);
  });

  it("is run in the kinds of environment it names, or in all", () => {
    expect(isRunIn([], "prod")).toBe(true);
    expect(isRunIn(["dev"], "dev")).toBe(true);
    expect(isRunIn(["dev"], "prod")).toBe(false);
  });
});

describe("the coverage of use cases", () => {
  it("has a hole where a must has no required case", () => {
    const coverage = coverageOf(
      ["u1", "u2"],
      [
        { useCaseId: "u1", required: true },
        { useCaseId: "u1", required: false },
        { useCaseId: "gone", required: true },
      ],
    );
    expect([...coverage]).toEqual([
      ["u1", { cases: 2, requiredCases: 1 }],
      ["u2", { cases: 0, requiredCases: 0 }],
    ]);
    expect(isUncovered({ priority: "must", requiredCases: 0 })).toBe(true);
    expect(isUncovered({ priority: "must", requiredCases: 1 })).toBe(false);
    expect(isUncovered({ priority: "should", requiredCases: 0 })).toBe(false);
  });
});

describe("Counts of passes in words", () => {
  it("tell required and optional cases apart", () => {
    expect(passWords({ required: 24, requiredPassing: 24, total: 26, passed: 24 })).toEqual({
      required: "24 of 24 required",
      optional: "0 of 2 optional",
    });
    expect(passWords({ required: 0, requiredPassing: 0, total: 0, passed: 0 })).toEqual({
      required: "none required",
      optional: null,
    });
  });
});
