import type { Page } from "./attestation";
import type { Answer, Condition, ConditionQuestion } from "./condition";
import type { EnvironmentKind } from "./environment";
import type { EvidenceRequirement } from "./evidence";
import type { GateKind } from "./gate-kind";
import type { InventoryKind } from "./inventory";
import type { NeededBy } from "./needed-by";
import type { RehearsalRules } from "./rehearsal";
import { type Role, signingRoles } from "./role";
import type { StepPart, StepScale } from "./step";
import type { ThresholdDirection } from "./test-case";
import type { Priority, UseCaseKind } from "./use-case";
import type { StoredVerification } from "./verification";

/** How well the way to a release is described by its makers. */
export const pathStatuses = [
  "public_guide",
  "public_guide_inferred",
  "public_note_only",
  "no_public_guide",
  "incremental_only",
  "unknown",
] as const;
export type PathStatus = (typeof pathStatuses)[number];

/** Two sources that disagree about a way to a release; shown with both sides, never decided silently. */
export type Contradiction = {
  /** Sources of the upgrade it is about; empty means all. */
  readonly from: readonly string[];
  readonly says: readonly { readonly text: string; readonly source: string }[];
  /** What the team should do about it. */
  readonly ask: string;
};

/** One release of the product and the releases one can come from. */
export type Release = {
  readonly version: string;
  /** ISO date, null when unknown. */
  readonly date: string | null;
  /** Stated by a source. */
  readonly directFrom: readonly string[];
  /** Concluded from other paths; nobody states it. Never the same as directFrom. */
  readonly inferredFrom: readonly string[];
  /** Somebody did it and said so; no guide describes it. */
  readonly alsoTestedFrom: readonly string[];
  readonly pathStatus: PathStatus;
  /** The way to it is handed out by support only. */
  readonly supportOnly: boolean;
  readonly notes: readonly string[];
  readonly contradictions: readonly Contradiction[];
  /** What else is known, as labelled values: JDK range, configuration model, distributions … */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly sources: readonly string[];
};

/** Asked once per upgrade; its answer switches steps, cases and variables. */
export type Question = ConditionQuestion & {
  readonly text: string;
  /** Why it is asked. */
  readonly why: string;
  /** Proposed answer; null leaves it open. */
  readonly default: Answer | null;
};

/** A snippet to copy; present when its condition holds. */
export type Command = { readonly label: string; readonly run: string; readonly when: Condition | null };

/** A paragraph added to the instructions when its condition holds. */
export type Detail = { readonly text: string; readonly when: Condition | null };

/** A page to read before the step is attested; on its list when its condition holds. */
export type PlaybookPage = Page & { readonly when: Condition | null };

/** What to do once per upgrade, or once per environment. */
export type PlaybookStep = {
  readonly id: string;
  /** What people say: "D-15". Unique in the playbook. */
  readonly code: string;
  readonly title: string;
  readonly why: string;
  /** Markdown with {{placeholders}}. */
  readonly instructions: string;
  readonly details: readonly Detail[];
  readonly commands: readonly Command[];
  readonly scope: "upgrade" | "environment";
  /** Kinds of environment it is for; empty means those of its phase. */
  readonly environments: readonly EnvironmentKind[];
  /** Null: always there. */
  readonly when: Condition | null;
  readonly required: boolean;
  readonly part: StepPart;
  /** The gate of its environment that needs it. For plan steps: the gate kind of `neededBy`. */
  readonly gate: GateKind;
  /** Plan steps only; null when no gate waits for it. */
  readonly neededBy: NeededBy | null;
  readonly minutes: number | null;
  /** The amount its time grows with. This and the two below are missing in playbooks stored before there were forecasts. */
  readonly scalesWith?: StepScale | undefined;
  /** Steps with the same name here never run at the same time. */
  readonly exclusive?: string | undefined;
  /** It runs by itself once begun: whoever started it is free for something else. */
  readonly unattended?: boolean | undefined;
  /** It retires the old stack, which has to be without traffic for as long as was agreed. */
  readonly retiresOld?: boolean | undefined;
  /** Once it is done there is no way back. */
  readonly pointOfNoReturn?: boolean | undefined;
  readonly evidence: { readonly kind: EvidenceRequirement; readonly what: string };
  /** Ids of predecessors: plan steps, or steps of its own scope in the same or an earlier phase. */
  readonly after: readonly string[];
  readonly backOut: string;
  /** Every member attests it. */
  readonly attestation: boolean;
  /** Only where it is attested. Missing in playbooks stored before there were reading lists: read it by `readingsOf`. */
  readonly readings?: readonly PlaybookPage[] | undefined;
  /** Items of the product's own process it serves. */
  readonly processItems: readonly string[];
  readonly sources: readonly string[];
};

/** A portion of the checklist, in order. */
export type Phase = {
  readonly id: string;
  /** First part of its steps' codes. */
  readonly letter: string;
  readonly title: string;
  /** For steps that name no kinds themselves; empty means every kind. */
  readonly environments: readonly EnvironmentKind[];
  readonly steps: readonly PlaybookStep[];
};

export type PlaybookTestCase = {
  readonly id: string;
  readonly title: string;
  /** Markdown. */
  readonly steps: string;
  readonly expected: string;
  /** All three, or none. */
  readonly threshold: number | null;
  readonly unit: string | null;
  readonly direction: ThresholdDirection | null;
  readonly required: boolean;
  /** Empty means every kind. */
  readonly environments: readonly EnvironmentKind[];
  readonly when: Condition | null;
};

export type PlaybookUseCase = {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly kind: UseCaseKind;
  readonly priority: Priority;
  readonly when: Condition | null;
  readonly testCases: readonly PlaybookTestCase[];
};

/** A value each environment gives its own, filling {{name}}. */
export type PlaybookVariable = {
  readonly name: string;
  readonly label: string;
  readonly example: string;
  readonly when: Condition | null;
};

/** What the product itself can serve a process item with, where no step does. */
export const productFeatures = [
  "version_path",
  "newest_release",
  "support_case",
  "attestation",
  "use_cases",
  "test_matrix",
  "environments_in_order",
  "gates",
  "go_no_go",
  "inventory",
] as const;
export type ProductFeature = (typeof productFeatures)[number];

/** One item of the upgrading process of the product's makers, in our own words. */
export type ProcessItem = {
  readonly id: string;
  readonly text: string;
  readonly features: readonly ProductFeature[];
  readonly sources: readonly string[];
};

export const slotRoles = signingRoles;
export type SlotRole = (typeof slotRoles)[number];

/** Signatures proposed for the gates of a kind of environment. */
export type DefaultSlots = {
  readonly [kind in EnvironmentKind]?: {
    readonly [gate in GateKind]?: { readonly [role in SlotRole]?: number };
  };
};

/** Everything an upgrade is made from. Plain data: stored as JSON, the same on every machine. */
export type Playbook = {
  readonly id: string;
  readonly product: string;
  readonly title: string;
  readonly version: string;
  readonly description: string;
  /** Releases older than this are left one release at a time; null when there is no such rule. */
  readonly stepwiseBefore: string | null;
  /** A target that is not the newest release is agreed with the makers' support. */
  readonly olderTargetNeedsSupport: boolean;
  readonly environments: readonly { readonly name: string; readonly kind: EnvironmentKind }[];
  readonly slots: DefaultSlots;
  /** What has to be rehearsed before production; missing: nothing. */
  readonly rehearsal?: RehearsalRules | undefined;
  /** What the exits of environments ask for beside steps and tests; missing: nothing. */
  readonly verification?: StoredVerification | undefined;
  readonly releases: readonly Release[];
  readonly questions: readonly Question[];
  readonly phases: readonly Phase[];
  readonly useCases: readonly PlaybookUseCase[];
  readonly variables: readonly PlaybookVariable[];
  /** Missing in playbooks stored before there were inventories: read it by `inventoryOf`. */
  readonly inventory?: readonly InventoryKind[] | undefined;
  readonly process: readonly ProcessItem[];
  /** Ids of steps the playbook promises to hold, from the list of facts it was written from. */
  readonly carries: readonly string[];
};

/** The kinds of things upgrades of the playbook keep lists of. */
export function inventoryOf(playbook: Pick<Playbook, "inventory">): readonly InventoryKind[] {
  return playbook.inventory ?? [];
}

/** The pages a step may give to read. */
export function readingsOf(step: Pick<PlaybookStep, "readings">): readonly PlaybookPage[] {
  return step.readings ?? [];
}

/** Every step with its phase, in playbook order. */
export function stepsOf(
  playbook: Playbook,
): readonly { readonly phase: Phase; readonly step: PlaybookStep }[] {
  return playbook.phases.flatMap((phase) => phase.steps.map((step) => ({ phase, step })));
}

/** Whether an environment of the kind has the step; a plan step belongs to none. */
export function isForKind(phase: Phase, step: PlaybookStep, kind: EnvironmentKind): boolean {
  if (step.scope === "upgrade") return false;
  const kinds = step.environments.length > 0 ? step.environments : phase.environments;
  return kinds.length === 0 || kinds.includes(kind);
}

/** Ids of the steps that serve an item of the process. */
export function stepsServing(playbook: Playbook, item: string): readonly string[] {
  return stepsOf(playbook)
    .filter(({ step }) => step.processItems.includes(item))
    .map(({ step }) => step.id);
}

/** The signatures proposed for a gate, in the order lead, engineer, manager; empty when it opens by itself. */
export function defaultSlots(
  playbook: Pick<Playbook, "slots">,
  kind: EnvironmentKind,
  gate: GateKind,
): readonly { readonly role: Role; readonly count: number }[] {
  const counts = playbook.slots[kind]?.[gate] ?? {};
  return slotRoles.flatMap((role) => {
    const count = counts[role] ?? 0;
    return count > 0 ? [{ role, count }] : [];
  });
}
