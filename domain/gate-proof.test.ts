import { describe, expect, it } from "vitest";
import { evaluateGate } from "./gate";
import { facts, hours, now, signOff } from "./gate.fixture";
import { type GateProof, proofsUntil } from "./gate-proof";
import { buildManifest } from "./manifest";
import { facts as manifestFacts } from "./manifest.fixture";
import { manifestDifference } from "./manifest-difference";

const proof = (more: Partial<GateProof> = {}): GateProof => ({
  kind: "pilot_missing",
  gate: "exit",
  met: false,
  title: "No pilot has succeeded",
  detail: "",
  since: null,
  until: null,
  subject: { type: "proof", id: "prod", code: null, environmentId: "prod" },
  clearedBy: { people: [], roles: ["lead"] },
  facts: [{ subject: "the pilot", value: "1" }],
  ...more,
});

describe("what a gate asks for beside steps, cases and items", () => {
  it("shuts the gate until it is met, and only its own gate", () => {
    const signed = { signOffs: [signOff()] };
    expect(evaluateGate(facts({ proofs: [proof()], ...signed }), now).state).toBe("shut");
    expect(evaluateGate(facts({ proofs: [proof({ met: true })], ...signed }), now).state).toBe("open");
    expect(evaluateGate(facts({ proofs: [proof({ gate: "entry" })], ...signed }), now).state).toBe("open");
  });

  it("counts as a criterion, met or not", () => {
    const without = evaluateGate(facts(), now);
    const open = evaluateGate(facts({ proofs: [proof()] }), now);
    const met = evaluateGate(facts({ proofs: [proof({ met: true })] }), now);
    expect([open.criteria, met.criteria]).toEqual([without.criteria + 1, without.criteria + 1]);
    expect(met.passing).toBe(without.passing + 1);
    expect(open.blockers[0]).toMatchObject({ key: "pilot_missing:prod", waivable: true });
  });

  it("says when time alone changes the answer", () => {
    const soon = proof({ until: hours(2) });
    expect(proofsUntil([proof(), proof({ until: hours(3) }), soon])).toEqual(hours(2));
    expect(evaluateGate(facts({ proofs: [soon] }), now).validUntil).toEqual(hours(2));
    expect(
      evaluateGate(facts({ proofs: [proof({ gate: "entry", until: hours(2) })] }), now).validUntil,
    ).toBeNull();
  });

  it("binds a signature to its facts, whether met or not, and leaves those without facts out", () => {
    const was = buildManifest(manifestFacts({ proofs: [proof()] }));
    const is = buildManifest(
      manifestFacts({ proofs: [proof({ facts: [{ subject: "the pilot", value: "2" }] })] }),
    );
    expect(manifestDifference(was, is)).toEqual([{ subject: "the pilot", was: "1", is: "2" }]);
    expect(buildManifest(manifestFacts({ proofs: [proof({ met: true })] }))).toEqual(was);
    expect(buildManifest(manifestFacts({ proofs: [proof({ facts: [] })] }))).not.toHaveProperty("proofs");
    expect(buildManifest(manifestFacts({ proofs: [proof({ gate: "entry" })] }))).not.toHaveProperty("proofs");
  });
});
