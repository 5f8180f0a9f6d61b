import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "./canonical";
import { buildManifest, type Manifest, type ManifestFacts } from "./manifest";
import { changeSentence, manifestDifference } from "./manifest-difference";

const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour));

type Step = ManifestFacts["steps"][number];
type Case = ManifestFacts["cases"][number];

const step = (facts: Partial<Step> = {}): Step => ({
  code: "D-12",
  title: "Run the client once",
  gate: "exit",
  state: "done",
  required: true,
  stateReason: "",
  doneById: "u-lee",
  finishedAt: at(8),
  evidence: [{ kind: "file", name: "client.log", sha256: "aa11aa11aa11aa11" }],
  attestations: [],
  ...facts,
});

const testCase = (facts: Partial<Case> = {}): Case => ({
  code: "TC-31",
  required: true,
  revision: 2,
  useCaseCode: "UC-4",
  latest: {
    revision: 2,
    result: "passed",
    measured: null,
    executedById: "u-ines",
    executedAt: at(9),
    evidence: [],
  },
  ...facts,
});

function facts(more: Partial<ManifestFacts> = {}): ManifestFacts {
  return {
    upgrade: "APIM-45",
    playbook: { id: "wso2-api-manager", version: "1.3.0" },
    from: "3.2.0",
    to: "4.5.0",
    environment: { key: "pre-prod", position: 1, changedAt: null },
    gate: "exit",
    steps: [step(), step({ code: "P-1", gate: "entry", attestations: [{ userId: "u-lee", at: at(7) }] })],
    cases: [testCase(), testCase({ code: "TC-90", required: false })],
    useCases: [{ code: "UC-4", priority: "must" }],
    waivers: [],
    conditions: [],
    signOffs: [],
    ...more,
  };
}

const nameOf = (id: string) => ({ "u-lee": "Lee", "u-ines": "Ines", "u-omar": "Omar" })[id] ?? id;
const changed = (is: Partial<ManifestFacts>, was: Partial<ManifestFacts> = {}) =>
  manifestDifference(buildManifest(facts(was)), buildManifest(facts(is)), nameOf).map(changeSentence);
const evidence = step().evidence;

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
      ["the file “client.log” of D-12 was not there, is bb22bb22bb22"],
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
    ["an attestation", { steps: [step({ attestations: [{ userId: "u-ines", at: at(1) }] })] }],
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
