import { canonicalJson } from "./canonical";
import { canStartBehind, evaluateGate, type GateEvaluation } from "./gate";
import type { GateFacts } from "./gate-facts";
import { buildManifest } from "./manifest";
import { itemsAt } from "./process-items.fixture";
import {
  environmentAt,
  gates,
  type ModelGate,
  type ModelStep,
  orderOf,
  type Process,
  signOffsAt,
} from "./process-model.fixture";
import { currentSignOffs } from "./sign-off";
import type { StepFacts } from "./step";

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
    items: itemsAt(process, index),
    proofs: [],
    previous: previous && {
      id: previous.id,
      name: previous.name,
      exit: done[orderOf({ environment: index - 1, gate: "exit" })]?.state ?? "shut",
      rolesMissing: [],
    },
    previousUpgrade: null,
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
    steps: environment.steps.map((step) => ({ ...step, readings: [], attestations: [] })),
    cases: process.cases.map((one) => {
      const latest = environment.latest.get(one.id);
      return {
        ...one,
        useCaseCode: "UC-1",
        latest: latest ? { ...latest, measured: null, evidence: [] } : null,
      };
    }),
    useCases: [{ code: "UC-1", priority: "must" }],
    items: itemsAt(process, at.environment),
    proofs: [],
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
