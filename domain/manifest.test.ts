import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "./canonical";
import { buildManifest } from "./manifest";
import { facts, testCase } from "./manifest.fixture";

describe("a manifest", () => {
  it("of an exit gate holds everything of the environment, of an entry gate what that gate needs", () => {
    const exit = buildManifest(facts());
    expect(exit.steps.map(({ code }) => code)).toEqual(["D-12", "P-1"]);
    expect(exit.executions.map((execution) => execution.case)).toEqual(["TC-31"]);
    expect(exit.useCases).toEqual([{ code: "UC-4", priority: "must", requiredCases: ["TC-31"] }]);
    expect(exit.attestations).toEqual([{ step: "P-1", by: "u-lee", at: "2026-11-20T07:00:00.000Z" }]);
    const entry = buildManifest(facts({ gate: "entry" }));
    expect([entry.steps.length, entry.executions.length, entry.useCases.length]).toEqual([1, 0, 0]);
  });

  it("does not depend on the order of rows", () => {
    const two = facts();
    const turned = { ...two, steps: [...two.steps].reverse(), cases: [...two.cases].reverse() };
    expect(canonicalJson(buildManifest(turned))).toBe(canonicalJson(buildManifest(two)));
  });

  it("holds what a required case lacks, so that a new case is a change", () => {
    const [execution] = buildManifest(facts({ cases: [testCase({ latest: null })] })).executions;
    expect(execution).toMatchObject({ case: "TC-31", result: "not_run", executedBy: null });
  });

  it("holds signatures and conditions of the gates below, not its own", () => {
    const from = (environmentKey: string, position: number, gate: "entry" | "exit") => ({
      environmentKey,
      position,
      gate,
    });
    const signed = (place: ReturnType<typeof from>) => ({
      from: place,
      userId: "u-omar",
      manifestSha256: "ff",
    });
    const signOffs = [
      signed(from("dev", 0, "exit")),
      signed(from("pre-prod", 1, "entry")),
      signed(from("pre-prod", 1, "exit")),
    ];
    const gates = (gate: "entry" | "exit") =>
      buildManifest(facts({ gate, signOffs })).previousSignOffs.map((one) => one.gate);
    expect(gates("exit")).toEqual(["dev.exit", "pre-prod.entry"]);
    expect(gates("entry")).toEqual(["dev.exit"]);
  });

  it("takes nothing else from the rows it is given", () => {
    const noise = fc.record({
      assigneeId: fc.string(),
      dueAt: fc.date(),
      note: fc.string(),
      plannedMinutes: fc.nat(),
      labels: fc.array(fc.string()),
      comments: fc.nat(),
      version: fc.nat(),
      stateSince: fc.date(),
    });
    fc.assert(
      fc.property(noise, (more) => {
        const two = facts();
        const noisy = {
          ...two,
          steps: two.steps.map((one) => ({
            ...one,
            ...more,
            evidence: one.evidence.map((piece) => ({ ...piece, ...more })),
          })),
          cases: two.cases.map((one) => ({ ...one, ...more })),
          useCases: two.useCases.map((one) => ({ ...one, ...more })),
        };
        expect(canonicalJson(buildManifest(noisy))).toBe(canonicalJson(buildManifest(two)));
      }),
    );
  });
});
