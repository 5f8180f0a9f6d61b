import { canonicalJson } from "./canonical";
import type { EnvironmentFacts } from "./environment";
import type { EvidenceKind } from "./evidence";
import { canStartBehind, evaluateGate, type GateEvaluation } from "./gate";
import type { GateFacts } from "./gate-facts";
import { type GateKind, gateKinds, gateOrder } from "./gate-kind";
import { buildManifest, type ManifestEvidence } from "./manifest";
import type { Member } from "./role";
import { currentSignOffs, type SignOff, type Work } from "./sign-off";
import type { Slot } from "./slot";
import type { StepFacts, StepSnapshot } from "./step";
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
    ...more,
  });
  return [
    step("P-1", { gate: "entry" }),
    step("D-1", { evidenceRequired: "any" }),
    step("D-2", { after: [`${name} D-1`] }),
    step("V-1", { required: false, after: [`${name} D-2`] }),
  ];
}

/** Judges every gate, the lowest first, since each stands on the ones below. */
export function evaluateAll(process: Process): GateEvaluation[] {
  const done: GateEvaluation[] = [];
  for (const at of gates) done.push(evaluateGate(gateFacts(process, at, done), process.now));
  return done;
}

function gateFacts(
  process: Process,
  { environment: index, gate }: ModelGate,
  done: readonly GateEvaluation[],
): GateFacts {
  const environment = environmentAt(process, index);
  const previous = index > 0 ? environmentAt(process, index - 1) : null;
  const name = (at: ModelGate) => {
    const { id, name: environmentName, position } = environmentAt(process, at.environment);
    return { environmentId: id, environmentName, position, gate: at.gate };
  };
  return {
    gate,
    environment,
    steps: environment.steps,
    cases: process.cases.map((one) => ({
      ...one,
      ownerId: null,
      latest: environment.latest.get(one.id) ?? null,
    })),
    useCases: [{ id: "u1", code: "UC-1", title: "APIs", priority: "must", ownerId: null, requiredCases: 1 }],
    previous: previous && {
      id: previous.id,
      name: previous.name,
      exit: done[orderOf({ environment: index - 1, gate: "exit" })]?.state ?? "shut",
      rolesMissing: [],
    },
    entry: done[orderOf({ environment: index, gate: "entry" })]?.state ?? "shut",
    staleSignatures: done.flatMap((evaluation, order) =>
      evaluation.staleSignOffs.map(({ id, userId, userName, roles }) => {
        const from = name(gates[order] as ModelGate);
        return { signOffId: id, userId, userName, roles, from, since: process.now, because: "" };
      }),
    ),
    conditions: process.conditions.map(({ id, text, at, since, clearedBy }) => ({
      id,
      text,
      from: name(at),
      since,
      clearedAt: clearedBy === null ? null : since,
    })),
    slots: environment.slots[gate],
    signOffs: signOffsAt(process, { environment: index, gate }),
    waivers: process.waivers.filter(({ at }) => at.environment === index && at.gate === gate),
  };
}

const fingerprints = new Map<string, string>();

/** What a signature on the gate would be bound to now: equal for equal manifests, as a hash is. */
export function manifestOf(process: Process, at: ModelGate, evaluation: GateEvaluation): string {
  const environment = environmentAt(process, at.environment);
  const from = (place: ModelGate) => ({
    environmentKey: environmentAt(process, place.environment).id,
    position: place.environment,
    gate: place.gate,
  });
  const standing = gates.flatMap((gate) => currentSignOffs(signOffsAt(process, gate), process.now).standing);
  const manifest = buildManifest({
    upgrade: "APIM-45",
    playbook: { id: "p", version: "1" },
    from: "3.2.0",
    to: "4.5.0",
    environment: { key: environment.id, position: at.environment, changedAt: environment.changedAt },
    gate: at.gate,
    steps: environment.steps.map((step) => ({ ...step, attestations: [] })),
    cases: process.cases.map((one) => {
      const latest = environment.latest.get(one.id);
      return {
        ...one,
        useCaseCode: "UC-1",
        latest: latest ? { ...latest, measured: null, evidence: [] } : null,
      };
    }),
    useCases: [{ code: "UC-1", priority: "must" }],
    waivers: evaluation.waived.map(({ blocker, waiver }) => ({
      ...waiver,
      blockerTitle: blocker.key,
      approvedById: waiver.approvedById ?? "",
    })),
    conditions: process.conditions.map(({ at: place, by, text, clearedBy }) => ({
      from: from(place),
      signerId: by,
      text,
      clearedById: clearedBy,
      clearedNote: null,
    })),
    signOffs: process.signOffs
      .filter(({ id }) => standing.some((signOff) => signOff.id === id))
      .map((signOff) => ({
        from: from(signOff.at),
        userId: signOff.userId,
        manifestSha256: signOff.manifest,
      })),
  });
  const text = canonicalJson(manifest);
  const fingerprint = fingerprints.get(text) ?? `manifest ${fingerprints.size + 1}`;
  fingerprints.set(text, fingerprint);
  return fingerprint;
}

/** What the door of the application does after every change: marks signatures stale whose manifest is another now. */
export function markStale(process: Process): void {
  const done: GateEvaluation[] = [];
  for (const at of gates) {
    const evaluation = evaluateGate(gateFacts(process, at, done), process.now);
    const bound = signOffsAt(process, at).filter(
      ({ decision, staleAt }) => decision === "approve" && staleAt === null,
    );
    const manifest = bound.length > 0 ? manifestOf(process, at, evaluation) : "";
    const gone = bound.filter((signOff) => signOff.manifest !== manifest);
    for (const signOff of gone) signOff.staleAt = process.now;
    // A signature that has just gone stale is a blocker of the gates above, and missing in their manifests.
    done.push(gone.length > 0 ? evaluateGate(gateFacts(process, at, done), process.now) : evaluation);
  }
}

/** The facts the rules of a step read. */
export function stepFacts(process: Process, index: number, step: ModelStep): StepFacts {
  const environment = environmentAt(process, index);
  return {
    ...step,
    predecessors: environment.steps.filter(({ id }) => step.after.includes(id)),
    environment: {
      name: environment.name,
      started: environment.startedAt !== null,
      entryOpen: entryOpen(process, index),
    },
  };
}

export function entryOpen(process: Process, index: number): boolean {
  const entry = evaluateAll(process)[orderOf({ environment: index, gate: "entry" })] as GateEvaluation;
  return canStartBehind(entry.state, environmentAt(process, index));
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
