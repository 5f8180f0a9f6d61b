import { describe, expect, it } from "vitest";
import { decideEvidenceChange, type EvidenceChangeFacts } from "./evidence-change";

const evidence = (step: Partial<NonNullable<EvidenceChangeFacts["step"]>> = {}): EvidenceChangeFacts => ({
  name: "dump.log",
  supersededById: null,
  withdrawnAt: null,
  step: { code: "D-02", state: "done", evidenceRequired: "file", otherKinds: [], ...step },
});
const code = (facts: EvidenceChangeFacts, by: Parameters<typeof decideEvidenceChange>[1]) => {
  const verdict = decideEvidenceChange(facts, by);
  return verdict.ok ? "allowed" : verdict.refusals[0]?.code;
};

describe("taking evidence away", () => {
  it("never leaves a done step without what it asks for", () => {
    expect(code(evidence(), null)).toBe("evidence_needed");
    expect(code(evidence({ otherKinds: ["note"] }), null)).toBe("evidence_needed");
    expect(code(evidence({ otherKinds: ["file"] }), null)).toBe("allowed");
    expect(code(evidence({ evidenceRequired: "none" }), null)).toBe("allowed");
  });

  it("is free while the step is open, and for test executions", () => {
    expect(code(evidence({ state: "doing" }), null)).toBe("allowed");
    expect(code({ ...evidence(), step: null }, null)).toBe("allowed");
  });

  it("works once: what was withdrawn or superseded stays so", () => {
    expect(code({ ...evidence({ state: "doing" }), withdrawnAt: new Date() }, null)).toBe("withdrawn");
    expect(code({ ...evidence({ state: "doing" }), supersededById: "b" }, "file")).toBe("superseded");
  });
});

describe("superseding evidence", () => {
  it("of a done step needs the kind the step asks for", () => {
    expect(code(evidence(), "file")).toBe("allowed");
    expect(code(evidence(), "note")).toBe("evidence_needed");
    expect(code(evidence({ evidenceRequired: "any" }), "note")).toBe("allowed");
  });
});
