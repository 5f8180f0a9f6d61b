import type { ManifestFacts } from "./manifest";

/** Pre-prod at its exit, with one step each way, one required case and one optional. */
export const at = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour));

export type Step = ManifestFacts["steps"][number];
export type Case = ManifestFacts["cases"][number];

export const step = (facts: Partial<Step> = {}): Step => ({
  code: "D-12",
  title: "Run the client once",
  gate: "exit",
  state: "done",
  required: true,
  stateReason: "",
  doneById: "u-lee",
  finishedAt: at(8),
  evidence: [{ kind: "file", name: "client.log", sha256: "aa11aa11aa11aa11" }],
  readings: [],
  attestations: [],
  ...facts,
});

export const testCase = (facts: Partial<Case> = {}): Case => ({
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

export function facts(more: Partial<ManifestFacts> = {}): ManifestFacts {
  return {
    upgrade: "APIM-45",
    playbook: { id: "wso2-api-manager", version: "1.3.0" },
    from: "3.2.0",
    to: "4.5.0",
    environment: { key: "pre-prod", position: 1, changedAt: null },
    gate: "exit",
    steps: [
      step(),
      step({ code: "P-1", gate: "entry", attestations: [{ userId: "u-lee", at: at(7), pages: [] }] }),
    ],
    cases: [testCase(), testCase({ code: "TC-90", required: false })],
    useCases: [{ code: "UC-4", priority: "must" }],
    items: [],
    proofs: [],
    waivers: [],
    conditions: [],
    signOffs: [],
    ...more,
  };
}
