import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decideEnvironments,
  decideRemoveEnvironment,
  type EnvironmentStatusFacts,
  environmentStatus,
  type OrderedEnvironment,
  validateEnvironments,
} from "./environment";
import { type StandingFacts, standingSentence } from "./environment-standing";

const started = new Date("2026-11-20T12:00:00.000Z");

function status(
  facts: Partial<Omit<EnvironmentStatusFacts, "exit">> = {},
  exit: Partial<EnvironmentStatusFacts["exit"]> = {},
) {
  return environmentStatus({
    entry: "open",
    startedAt: started,
    openRequiredMigrateSteps: 0,
    exit: { blockers: 0, signed: false, stale: false, ...exit },
    ...facts,
  });
}

describe("the status of an environment", () => {
  it("climbs from locked to signed off", () => {
    expect(status({ entry: "shut", startedAt: null }, { blockers: 9 })).toBe("locked");
    expect(status({ entry: "ready", startedAt: null }, { blockers: 9 })).toBe("locked");
    expect(status({ startedAt: null }, { blockers: 9 })).toBe("ready");
    expect(status({ openRequiredMigrateSteps: 3 }, { blockers: 9 })).toBe("migrating");
    expect(status({}, { blockers: 2 })).toBe("verifying");
    expect(status()).toBe("awaiting_sign_off");
    expect(status({}, { signed: true })).toBe("signed_off");
  });

  it("is stale when a signed gate lost its signatures or what they stood on", () => {
    expect(status({}, { stale: true, blockers: 4 })).toBe("stale");
    expect(status({}, { signed: true, blockers: 1 })).toBe("stale");
  });

  it("does not fall back when the gate below shuts after the start", () => {
    expect(status({ entry: "shut", openRequiredMigrateSteps: 1 }, { blockers: 1 })).toBe("migrating");
  });

  it("is signed off only with signatures and without blockers", () => {
    const facts = fc.record({
      entry: fc.constantFrom("shut" as const, "ready" as const, "open" as const),
      startedAt: fc.constantFrom(null, started),
      openRequiredMigrateSteps: fc.nat(2),
      exit: fc.record({ blockers: fc.nat(2), signed: fc.boolean(), stale: fc.boolean() }),
    });
    fc.assert(
      fc.property(facts, (f) => {
        expect(environmentStatus(f) === "signed_off").toBe(
          f.exit.signed && !f.exit.stale && f.exit.blockers === 0,
        );
      }),
    );
  });
});

describe("the one sentence about an environment", () => {
  const say = (facts: Partial<StandingFacts>) =>
    standingSentence({
      name: "Pre-prod",
      status: "verifying",
      blockers: {},
      staleSignatures: 0,
      missing: "",
      ...facts,
    });

  it("says what keeps it from moving, failing first", () => {
    expect(say({ blockers: { test_failed: 2 }, staleSignatures: 1 })).toBe(
      "Pre-prod can't be signed: 2 tests failing, 1 signature is stale",
    );
    expect(
      say({ status: "locked", name: "Prod", blockers: { previous_exit_unsigned: 1, step_open: 4 } }),
    ).toBe("Prod can't start: the environment before it is not signed off, 4 steps open");
  });

  it("names three reasons and counts the rest", () => {
    const blockers = { step_open: 5, test_failed: 1, step_blocked: 1, evidence_missing: 2, test_not_run: 3 };
    expect(say({ status: "migrating", blockers })).toBe(
      "Pre-prod can't be signed: 1 test failing, 1 step blocked, 2 steps without evidence, and 8 more",
    );
    expect(say({ blockers, staleSignatures: 2 })).toBe(
      "Pre-prod can't be signed: 1 test failing, 1 step blocked, 2 signatures are stale, and 10 more",
    );
  });

  it("says whose signature it waits for", () => {
    expect(say({ status: "awaiting_sign_off", missing: "1 lead" })).toBe(
      "Pre-prod waits for the signature of 1 lead",
    );
    expect(say({ status: "locked", missing: "1 lead and 2 managers" })).toBe(
      "Pre-prod can't start: waits for the signatures of 1 lead and 2 managers",
    );
    expect(say({ status: "signed_off" })).toBe("Pre-prod is signed off");
    expect(say({ status: "ready" })).toBe("Pre-prod can start");
    expect(say({ status: "stale" })).toBe("Pre-prod has to be signed again");
  });
});

describe("the environments of an upgrade", () => {
  const environment = (
    id: string,
    kind: OrderedEnvironment["kind"] = "other",
    hasStarted = false,
  ): OrderedEnvironment => ({
    id,
    key: id,
    name: id,
    kind,
    started: hasStarted,
  });
  const dev = environment("dev", "dev", true);
  const pre = environment("pre-prod", "pre_prod");
  const prod = environment("prod", "prod");
  const codes = (verdict: ReturnType<typeof validateEnvironments>) =>
    verdict.ok ? [] : verdict.refusals.map(({ code }) => code);

  it("have exactly one production, last, and unique names", () => {
    expect(codes(validateEnvironments([dev, pre, prod]))).toEqual([]);
    expect(codes(validateEnvironments([prod]))).toEqual([]);
    expect(codes(validateEnvironments([]))).toEqual(["none"]);
    expect(codes(validateEnvironments([dev]))).toEqual(["no_prod"]);
    expect(codes(validateEnvironments([prod, dev]))).toEqual(["prod_not_last"]);
    expect(codes(validateEnvironments([prod, { ...prod, key: "p2", name: "Prod 2" }]))).toEqual([
      "several_prods",
    ]);
    expect(codes(validateEnvironments([dev, { ...pre, name: " DEV " }, prod]))).toEqual(["name_twice"]);
    expect(codes(validateEnvironments([dev, { ...pre, key: "dev" }, prod]))).toEqual(["key_twice"]);
    expect(codes(validateEnvironments([{ ...dev, name: " " }, prod]))).toEqual(["name_missing"]);
  });

  it("can change above a started one, and not below or across it", () => {
    const qa = environment("qa");
    expect(codes(decideEnvironments([dev, pre, prod], [dev, qa, pre, prod]))).toEqual([]);
    expect(codes(decideEnvironments([dev, pre, prod], [dev, prod]))).toEqual([]);
    expect(codes(decideEnvironments([dev, pre, prod], [qa, dev, pre, prod]))).toEqual(["started"]);
    expect(codes(decideEnvironments([dev, pre, prod], [pre, dev, prod]))).toEqual(["started"]);
    expect(codes(decideEnvironments([pre, { ...dev, started: true }, prod], [dev, prod]))).toEqual([
      "started",
    ]);
  });

  it("can be removed only without work", () => {
    const none = {
      steps: 0,
      executions: 0,
      evidence: 0,
      signOffs: 0,
      trafficShifts: 0,
      rehearsals: 0,
      hypercare: 0,
      measurements: 0,
      windows: 0,
      logReadings: 0,
    };
    expect(decideRemoveEnvironment({ name: "Dev", kind: "dev", work: none }).ok).toBe(true);
    expect(decideRemoveEnvironment({ name: "Prod", kind: "prod", work: none }).ok).toBe(false);
    expect(
      decideRemoveEnvironment({ name: "Dev", kind: "dev", work: { ...none, trafficShifts: 1 } }).ok,
    ).toBe(false);
    expect(
      decideRemoveEnvironment({ name: "Dev", kind: "dev", work: { ...none, steps: 2, evidence: 1 } }),
    ).toMatchObject({
      refusals: [
        {
          message:
            "Dev has steps worked on and evidence and can't be removed. Mark its steps not applicable instead.",
        },
      ],
    });
  });
});
