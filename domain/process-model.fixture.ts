import type { EnvironmentFacts } from "./environment";
import type { EvidenceKind } from "./evidence";
import type { FindingLevel } from "./finding";
import { type GateKind, gateKinds, gateOrder } from "./gate-kind";
import type { ItemState } from "./inventory";
import type { ManifestEvidence } from "./manifest-inventory";
import type { Member } from "./role";
import type { SignOff, Work } from "./sign-off";
import type { Slot } from "./slot";
import type { StepSnapshot } from "./step";
import type { TestResult } from "./test-execution";
import type { Waiver } from "./waiver";

/** A small upgrade of three environments held in memory, so that rules can be tried in long sequences. */
export type ModelStep = StepSnapshot & {
  id: string;
  code: string;
  title: string;
  environmentId: string;
  gate: GateKind;
  required: boolean;
  evidenceRequired: "none" | "any";
  evidence: ManifestEvidence[];
  evidenceKinds: EvidenceKind[];
  after: string[];
  assigneeId: string | null;
  comments: number;
  attestationsMissing: null;
};

export type ModelEnvironment = {
  -readonly [Field in keyof EnvironmentFacts]: EnvironmentFacts[Field];
} & {
  steps: ModelStep[];
  slots: Record<GateKind, Slot[]>;
  /** Everything somebody ever did here. */
  work: Map<string, Work>;
  latest: Map<string, { result: TestResult; revision: number; executedAt: Date; executedById: string }>;
};

/** How far an item is in one environment. */
export type ModelStanding = {
  state: ItemState;
  stateReason: string;
  stateSince: Date;
  stateById: string | null;
};

/** An item of the inventory of customizations. */
export type ModelItem = {
  id: string;
  code: string;
  title: string;
  level: FindingLevel;
  verdict: string | null;
  /** Codes of those that prove it. */
  testCases: string[];
  /** By environment; missing where nobody has touched it. */
  standings: Map<number, ModelStanding>;
};

export type ModelGate = { environment: number; gate: GateKind };
export type ModelSignOff = SignOff & {
  at: ModelGate;
  manifest: string;
  staleAt: Date | null;
  withdrawnAt: Date | null;
};
export type ModelWaiver = Waiver & { at: ModelGate; approvedById: string | null; endedAt: Date | null };
type ModelCondition = {
  id: string;
  at: ModelGate;
  by: string;
  text: string;
  since: Date;
  clearedBy: string | null;
};

export type Process = {
  now: Date;
  environments: ModelEnvironment[];
  cases: { id: string; code: string; title: string; required: boolean; revision: number }[];
  items: ModelItem[];
  signOffs: ModelSignOff[];
  waivers: ModelWaiver[];
  conditions: ModelCondition[];
};

const member = (id: string, ...roles: Member["roles"][number][]): Member => ({ id, name: id, roles });

export const workers = [
  member("ines", "engineer"),
  member("lee", "engineer"),
  member("rosa", "lead", "engineer"),
];
export const deciders = [
  member("omar", "lead"),
  member("priya", "manager"),
  member("hana", "manager", "lead"),
  member("vera", "manager"),
];
export const people = [...workers, ...deciders];

/** Every gate on the way up. */
export const gates: ModelGate[] = [0, 1, 2].flatMap((environment) =>
  gateKinds.map((gate) => ({ environment, gate })),
);
export const orderOf = (at: ModelGate) => gateOrder({ position: at.environment, gate: at.gate });

export function newProcess(): Process {
  const now = new Date("2026-11-02T08:00:00.000Z");
  const slots = (lead: number, manager: number): Slot[] => [
    ...(lead > 0 ? [{ id: "lead", role: "lead" as const, count: lead }] : []),
    ...(manager > 0 ? [{ id: "manager", role: "manager" as const, count: manager }] : []),
  ];
  const environment = (
    position: number,
    name: string,
    kind: EnvironmentFacts["kind"],
    entry: Slot[],
    exit: Slot[],
  ): ModelEnvironment => ({
    id: name,
    name,
    kind,
    position,
    startedAt: null,
    changedAt: null,
    steps: stepsOf(name, now),
    slots: { entry, exit },
    work: new Map(),
    latest: new Map(),
  });
  return {
    now,
    environments: [
      environment(0, "Dev", "dev", [], slots(1, 0)),
      environment(1, "Pre-prod", "pre_prod", [], slots(1, 1)),
      environment(2, "Prod", "prod", slots(1, 2), slots(1, 1)),
    ],
    cases: [
      { id: "c1", code: "TC-1", title: "Invoke an API", required: true, revision: 1 },
      { id: "c2", code: "TC-2", title: "Look at the portal", required: false, revision: 1 },
    ],
    items: [],
    signOffs: [],
    waivers: [],
    conditions: [],
  };
}

function stepsOf(name: string, now: Date): ModelStep[] {
  const step = (code: string, more: Partial<ModelStep> = {}): ModelStep => ({
    id: `${name} ${code}`,
    code,
    title: `Do ${code}`,
    gate: "exit",
    required: true,
    evidenceRequired: "none",
    environmentId: name,
    evidence: [],
    evidenceKinds: [],
    after: [],
    assigneeId: null,
    comments: 0,
    attestationsMissing: null,
    state: "todo",
    stateReason: "",
    stateSince: now,
    startedAt: null,
    finishedAt: null,
    doneById: null,
    skipRequestedById: null,
    skipReason: "",
    pausedAt: null,
    pauseReason: "",
    ...more,
  });
  return [
    step("P-1", { gate: "entry" }),
    step("D-1", { evidenceRequired: "any" }),
    step("D-2", { after: [`${name} D-1`] }),
    step("V-1", { required: false, after: [`${name} D-2`] }),
  ];
}

export function environmentAt(process: Process, index: number): ModelEnvironment {
  return process.environments[index] as ModelEnvironment;
}

export function signOffsAt(process: Process, at: ModelGate): ModelSignOff[] {
  return process.signOffs.filter((signOff) => isAt(signOff, at));
}

function isAt(signOff: ModelSignOff, at: ModelGate): boolean {
  return signOff.at.environment === at.environment && signOff.at.gate === at.gate;
}
