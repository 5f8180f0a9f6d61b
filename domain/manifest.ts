import type { Page, PageRead } from "./attestation";
import { type GateKind, type GateName, gateOrder } from "./gate-kind";
import type { GateProof, ProofFact } from "./gate-proof";
import {
  evidenceOf,
  type InventoryFact,
  inventory,
  type ManifestEvidence,
  type ManifestItem,
  sorted,
} from "./manifest-inventory";
import type { StepState } from "./step";
import { type CaseStanding, caseStanding, type TestResult } from "./test-execution";
import type { Priority } from "./use-case";

/**
 * What a signature is bound to, as plain JSON: its canonical form is hashed and stored with the sign-off. People are
 * their ids, environments their keys, so that a new name changes nothing; times are ISO 8601 in UTC. Labels, comments,
 * notes, assignees, due dates and planned minutes are not in it.
 */
export type Manifest = {
  readonly format: 1;
  readonly upgrade: string;
  readonly playbook: { readonly id: string; readonly version: string };
  readonly from: string;
  readonly to: string;
  readonly environment: string;
  readonly gate: GateKind;
  readonly steps: readonly {
    readonly code: string;
    readonly title: string;
    readonly state: StepState;
    readonly required: boolean;
    readonly reason: string | null;
    readonly doneBy: string | null;
    readonly finishedAt: string | null;
    readonly evidence: readonly ManifestEvidence[];
    /** What it gives to read; left out where that is nothing, so that signatures from before reading lists stay as they are. */
    readonly pages?: readonly Page[];
  }[];
  /** One per required case, with its latest execution; `not_run` and nulls where there is none. */
  readonly executions: readonly {
    readonly case: string;
    /** The case's own revision, and the one that was carried out. */
    readonly revision: number;
    readonly executedRevision: number | null;
    readonly result: TestResult;
    /** Why the result no longer counts. */
    readonly stale: CaseStanding["stale"];
    readonly measured: number | null;
    readonly executedBy: string | null;
    readonly executedAt: string | null;
    readonly evidence: readonly ManifestEvidence[];
  }[];
  readonly useCases: readonly {
    readonly code: string;
    readonly priority: Priority;
    readonly requiredCases: readonly string[];
  }[];
  /** Decided, undecided or worked on; left out where there is none, so that signatures from before inventories stay as they are. */
  readonly inventory?: readonly ManifestItem[];
  /** What else the gate asked for, value by value; left out where that is nothing. */
  readonly proofs?: readonly ProofFact[];
  readonly waivers: readonly {
    readonly blocker: string;
    readonly title: string;
    readonly reason: string;
    readonly requestedBy: string;
    readonly approvedBy: string;
    readonly expiresAt: string;
  }[];
  /** Conditions of signatures below, cleared or not. Gates are written "dev.exit". */
  readonly conditions: readonly {
    readonly gate: string;
    readonly by: string;
    readonly text: string;
    readonly clearedBy: string | null;
    readonly note: string | null;
  }[];
  readonly attestations: readonly {
    readonly step: string;
    readonly by: string;
    readonly at: string;
    /** What was read, in which version; left out where there was nothing to read. */
    readonly pages?: readonly PageRead[];
  }[];
  /** Signatures below that stand, by the SHA-256 of their manifests. */
  readonly previousSignOffs: readonly {
    readonly gate: string;
    readonly by: string;
    readonly sha256: string;
  }[];
};

/** A gate below, with the key of its environment. */
type KeyedGate = Pick<GateName, "position" | "gate"> & { readonly environmentKey: string };

/** What a manifest is made from. More than this gate needs may be passed: `buildManifest` picks. */
export type ManifestFacts = {
  readonly upgrade: string;
  readonly playbook: { readonly id: string; readonly version: string };
  readonly from: string;
  readonly to: string;
  readonly environment: { readonly key: string; readonly position: number; readonly changedAt: Date | null };
  readonly gate: GateKind;
  /** Steps of the environment, and those of the plan resolved to it. */
  readonly steps: readonly {
    readonly code: string;
    readonly title: string;
    readonly gate: GateKind;
    readonly state: StepState;
    readonly required: boolean;
    readonly stateReason: string;
    readonly doneById: string | null;
    readonly finishedAt: Date | null;
    /** Current evidence: neither superseded nor withdrawn. */
    readonly evidence: readonly ManifestEvidence[];
    readonly readings: readonly Page[];
    readonly attestations: readonly {
      readonly userId: string;
      readonly at: Date;
      readonly pages: readonly PageRead[];
    }[];
  }[];
  /** Active cases that are run in the environment. */
  readonly cases: readonly {
    readonly code: string;
    readonly required: boolean;
    readonly revision: number;
    readonly useCaseCode: string;
    readonly latest: {
      readonly revision: number;
      readonly result: TestResult;
      readonly measured: number | null;
      readonly executedById: string;
      readonly executedAt: Date;
      readonly evidence: readonly ManifestEvidence[];
    } | null;
  }[];
  readonly useCases: readonly { readonly code: string; readonly priority: Priority }[];
  readonly items: readonly InventoryFact[];
  readonly proofs: readonly Pick<GateProof, "gate" | "facts">[];
  /** The waivers the gate relies on: `GateEvaluation.waived`, with the title written when asked. */
  readonly waivers: readonly {
    readonly blockerKey: string;
    readonly blockerTitle: string;
    readonly reason: string;
    readonly requestedById: string;
    readonly approvedById: string;
    readonly expiresAt: Date;
  }[];
  readonly conditions: readonly {
    readonly from: KeyedGate;
    readonly signerId: string;
    readonly text: string;
    readonly clearedById: string | null;
    readonly clearedNote: string | null;
  }[];
  /** Standing approvals of any gate of the upgrade. */
  readonly signOffs: readonly {
    readonly from: KeyedGate;
    readonly userId: string;
    readonly manifestSha256: string;
  }[];
};

/**
 * The manifest of a gate as things are now. An entry gate covers the steps it needs; an exit gate everything done and
 * tested in the environment. Lists are sorted, so that the order of rows means nothing.
 */
export function buildManifest(facts: ManifestFacts): Manifest {
  const { gate, environment } = facts;
  const isExit = gate === "exit";
  const here = gateOrder({ position: environment.position, gate });
  const steps = facts.steps.filter((step) => isExit || step.gate === "entry");
  const required = isExit ? facts.cases.filter((testCase) => testCase.required) : [];
  return {
    format: 1,
    upgrade: facts.upgrade,
    playbook: { id: facts.playbook.id, version: facts.playbook.version },
    from: facts.from,
    to: facts.to,
    environment: environment.key,
    gate,
    steps: sorted(
      steps.map((step) => ({
        code: step.code,
        title: step.title,
        state: step.state,
        required: step.required,
        reason: step.stateReason === "" ? null : step.stateReason,
        doneBy: step.doneById,
        finishedAt: step.finishedAt?.toISOString() ?? null,
        evidence: evidenceOf(step.evidence),
        ...listed(step.readings.map(({ id, title, url }) => ({ id, title, url }))),
      })),
    ),
    executions: sorted(
      required.map(({ code, revision, latest }) => ({
        case: code,
        revision,
        executedRevision: latest?.revision ?? null,
        result: latest?.result ?? "not_run",
        stale: caseStanding(revision, latest, environment.changedAt).stale,
        measured: latest?.measured ?? null,
        executedBy: latest?.executedById ?? null,
        executedAt: latest?.executedAt.toISOString() ?? null,
        evidence: evidenceOf(latest?.evidence ?? []),
      })),
    ),
    useCases: isExit ? coveredUseCases(facts.useCases, required) : [],
    ...inventory(facts),
    ...proofs(facts),
    waivers: sorted(
      facts.waivers.map((waiver) => ({
        blocker: waiver.blockerKey,
        title: waiver.blockerTitle,
        reason: waiver.reason,
        requestedBy: waiver.requestedById,
        approvedBy: waiver.approvedById,
        expiresAt: waiver.expiresAt.toISOString(),
      })),
    ),
    conditions: sorted(
      below(facts.conditions, here).map((condition) => ({
        gate: gateKey(condition.from),
        by: condition.signerId,
        text: condition.text,
        clearedBy: condition.clearedById,
        note: condition.clearedNote,
      })),
    ),
    attestations: sorted(
      steps.flatMap((step) =>
        step.attestations.map(({ userId, at, pages }) => ({
          step: step.code,
          by: userId,
          at: at.toISOString(),
          ...listed(pages.map(({ id, title, version }) => ({ id, title, version }))),
        })),
      ),
    ),
    previousSignOffs: sorted(
      below(facts.signOffs, here).map((signOff) => ({
        gate: gateKey(signOff.from),
        by: signOff.userId,
        sha256: signOff.manifestSha256,
      })),
    ),
  };
}

function coveredUseCases(
  useCases: ManifestFacts["useCases"],
  required: ManifestFacts["cases"],
): Manifest["useCases"] {
  const cases = new Map<string, string[]>();
  for (const { code, useCaseCode } of required) {
    const list = cases.get(useCaseCode);
    if (list) list.push(code);
    else cases.set(useCaseCode, [code]);
  }
  return sorted(
    useCases.map(({ code, priority }) => ({
      code,
      priority,
      requiredCases: [...(cases.get(code) ?? [])].sort(),
    })),
  );
}

function proofs({ gate, proofs: all }: ManifestFacts): Pick<Manifest, "proofs"> {
  const bound = all.filter((proof) => proof.gate === gate).flatMap((proof) => proof.facts);
  return bound.length === 0
    ? {}
    : { proofs: sorted(bound.map(({ subject, value }) => ({ subject, value }))) };
}

function listed<Item extends object>(pages: readonly Item[]): { readonly pages?: readonly Item[] } {
  return pages.length === 0 ? {} : { pages: sorted(pages) };
}

function below<Item extends { readonly from: KeyedGate }>(items: readonly Item[], here: number): Item[] {
  return items.filter((item) => gateOrder(item.from) < here);
}

function gateKey({ environmentKey, gate }: KeyedGate): string {
  return `${environmentKey}.${gate}`;
}
