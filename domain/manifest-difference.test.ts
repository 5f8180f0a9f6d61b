import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "./canonical";
import { buildManifest, type Manifest, type ManifestFacts } from "./manifest";
import { at, type Case, facts, step, testCase } from "./manifest.fixture";
import { changeSentence, manifestDifference } from "./manifest-difference";

const nameOf = (id: string) => ({ "u-lee": "Lee", "u-ines": "Ines", "u-omar": "Omar" })[id] ?? id;
const changed = (is: Partial<ManifestFacts>, was: Partial<ManifestFacts> = {}) =>
  manifestDifference(buildManifest(facts(was)), buildManifest(facts(is)), nameOf).map(changeSentence);
const evidence = step().evidence;

describe("the difference of two manifests", () => {
  it("reads as sentences about steps", () => {
    expect(
      changed({ steps: [step({ state: "todo", doneById: null, finishedAt: null })] }, { steps: [step()] }),
    ).toEqual([
      "D-12 “Run the client once” was done, is to do",
      "who did D-12 was Lee, is nobody",
      "the end of D-12 was 2026-11-20T08:00:00.000Z, is open",
    ]);
    expect(changed({ steps: [] }, { steps: [step({ evidence: [] })] })).toEqual([
      "D-12 “Run the client once” was done, is not there",
    ]);
  });

  it("reads as sentences about evidence, tests and coverage", () => {
    const replaced = [{ kind: "file" as const, name: "client.log", sha256: "bb22bb22bb22bb22" }];
    expect(changed({ steps: [step({ evidence: replaced })] }, { steps: [step()] })).toEqual([
      "the file “client.log” of D-12 was aa11aa11aa11, is bb22bb22bb22",
    ]);
    expect(changed({ steps: [step({ evidence: [...evidence, ...replaced] })] }, { steps: [step()] })).toEqual(
      ["the file “client.log” of D-12 was not there, is there"],
    );
    expect(changed({ environment: { key: "pre-prod", position: 1, changedAt: at(10) } })).toEqual([
      "test TC-31 was current, is out of date because the environment was changed",
    ]);
    expect(changed({ cases: [testCase({ required: false })] })).toEqual([
      "test TC-31 was passed, is not there",
      "the required coverage of UC-4 was TC-31, is none",
    ]);
  });

  it("is never empty when the manifests differ, and empty when they don't", () => {
    const text = fc.constantFrom("a", "b", "a b", "");
    const piece = fc.record({
      kind: fc.constantFrom("file" as const, "note" as const),
      name: text,
      sha256: fc.constantFrom("1", "2"),
    });
    const when = fc.constantFrom("2026-11-20T07:00:00.000Z", "2026-11-20T08:00:00.000Z");
    const nullable = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null });
    const list = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 2 });
    const manifest: fc.Arbitrary<Manifest> = fc.record({
      format: fc.constant(1 as const),
      upgrade: text,
      playbook: fc.record({ id: text, version: text }),
      from: text,
      to: text,
      environment: text,
      gate: fc.constantFrom("entry" as const, "exit" as const),
      steps: list(
        fc.record({
          code: text,
          title: text,
          state: fc.constantFrom("todo" as const, "done" as const),
          required: fc.boolean(),
          reason: nullable(text),
          doneBy: nullable(text),
          finishedAt: nullable(when),
          evidence: list(piece),
        }),
      ),
      executions: list(
        fc.record({
          case: text,
          revision: fc.nat(2),
          executedRevision: nullable(fc.nat(2)),
          result: fc.constantFrom("passed" as const, "not_run" as const),
          stale: fc.constantFrom(null, "case_revised" as const, "environment_changed" as const),
          measured: nullable(fc.double({ noNaN: true, noDefaultInfinity: true })),
          executedBy: nullable(text),
          executedAt: nullable(when),
          evidence: list(piece),
        }),
      ),
      useCases: list(
        fc.record({
          code: text,
          priority: fc.constantFrom("must" as const, "could" as const),
          requiredCases: list(text),
        }),
      ),
      waivers: list(
        fc.record({
          blocker: text,
          title: text,
          reason: text,
          requestedBy: text,
          approvedBy: text,
          expiresAt: when,
        }),
      ),
      conditions: list(
        fc.record({ gate: text, by: text, text, clearedBy: nullable(text), note: nullable(text) }),
      ),
      attestations: list(fc.record({ step: text, by: text, at: when })),
      previousSignOffs: list(fc.record({ gate: text, by: text, sha256: text })),
    });
    // Two unrelated manifests differ everywhere; so also compare ones that differ in one member.
    const near = fc
      .tuple(manifest, manifest)
      .chain(([was, other]) =>
        fc
          .constantFrom(...(Object.keys(was) as (keyof Manifest)[]))
          .map((member): [Manifest, Manifest] => [was, { ...was, [member]: other[member] }]),
      );
    fc.assert(
      fc.property(fc.oneof(near, fc.tuple(manifest, manifest)), ([was, is]) => {
        expect(manifestDifference(was, is).length === 0).toBe(canonicalJson(was) === canonicalJson(is));
      }),
      { numRuns: 500 },
    );
  });
});

describe("every fact of a manifest", () => {
  const cases: [string, Partial<ManifestFacts>][] = [
    ["the playbook's version", { playbook: { id: "wso2-api-manager", version: "1.3.1" } }],
    ["the target", { to: "4.6.0" }],
    ["a step's title", { steps: [step({ title: "Run it" })] }],
    ["a step's state", { steps: [step({ state: "skipped" })] }],
    ["whether it is required", { steps: [step({ required: false })] }],
    ["its reason", { steps: [step({ stateReason: "r" })] }],
    ["who did it", { steps: [step({ doneById: "u-ines" })] }],
    ["when", { steps: [step({ finishedAt: at(9) })] }],
    ["its evidence", { steps: [step({ evidence: [] })] }],
    ["an attestation", { steps: [step({ attestations: [{ userId: "u-ines", at: at(1), pages: [] }] })] }],
    [
      "a page to read",
      { steps: [step({ readings: [{ id: "guide", title: "Guide", url: "https://a.example" }] })] },
    ],
    ["a result", { cases: [testCase({ latest: { ...latest(), result: "failed" } })] }],
    ["a measured value", { cases: [testCase({ latest: { ...latest(), measured: 1 } })] }],
    ["who executed", { cases: [testCase({ latest: { ...latest(), executedById: "u-lee" } })] }],
    ["when it was executed", { cases: [testCase({ latest: { ...latest(), executedAt: at(10) } })] }],
    ["an execution's evidence", { cases: [testCase({ latest: { ...latest(), evidence } })] }],
    ["the revision of a case", { cases: [testCase({ revision: 3 })] }],
    ["a use case's priority", { useCases: [{ code: "UC-4", priority: "could" }] }],
    [
      "a waiver",
      {
        waivers: [
          {
            blockerKey: "k",
            blockerTitle: "t",
            reason: "r",
            requestedById: "a",
            approvedById: "b",
            expiresAt: at(20),
          },
        ],
      },
    ],
    [
      "a condition below",
      {
        conditions: [
          {
            from: { environmentKey: "dev", position: 0, gate: "exit" },
            signerId: "u-omar",
            text: "t",
            clearedById: null,
            clearedNote: null,
          },
        ],
      },
    ],
  ];
  function latest() {
    return testCase().latest as NonNullable<Case["latest"]>;
  }
  const base = { steps: [step()], cases: [testCase()] };

  for (const [what, change] of cases) {
    it(`makes a difference: ${what}`, () => {
      expect(changed({ ...base, ...change }, base).length).toBeGreaterThan(0);
    });
  }
});
