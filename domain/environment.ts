import type { GateState } from "./gate-kind";
import { joined } from "./sentence";
import { type Refusal, refuse, type Verdict } from "./verdict";

/** What an environment is for. An upgrade has exactly one `prod`, and it is the last. */
export const environmentKinds = ["test_setup", "dev", "pre_prod", "prod", "other"] as const;
export type EnvironmentKind = (typeof environmentKinds)[number];

/** The word on screen and in sentences for each kind. */
export const environmentKindNames: Readonly<Record<EnvironmentKind, string>> = {
  test_setup: "Test setup",
  dev: "Development",
  pre_prod: "Pre-production",
  prod: "Production",
  other: "Other",
};

/** Where an environment stands, computed from its facts and never set by hand. */
export const environmentStatuses = [
  "locked",
  "ready",
  "migrating",
  "verifying",
  "awaiting_sign_off",
  "signed_off",
  "stale",
] as const;
export type EnvironmentStatus = (typeof environmentStatuses)[number];

/** The facts of an environment that gates read. Position counts from 0, the lowest environment. */
export type EnvironmentFacts = {
  readonly id: string;
  readonly name: string;
  readonly kind: EnvironmentKind;
  readonly position: number;
  /** When the first step behind its entry gate was started, or the first execution recorded; null before. */
  readonly startedAt: Date | null;
  /** The last change that makes earlier executions worthless; null when nothing has changed. */
  readonly changedAt: Date | null;
};

/** What the status of an environment is computed from. */
export type EnvironmentStatusFacts = {
  readonly entry: GateState;
  readonly startedAt: Date | null;
  /** Required steps of the parts prepare and migrate that are still open. */
  readonly openRequiredMigrateSteps: number;
  /** From the evaluation of the exit gate. */
  readonly exit: {
    readonly blockers: number;
    /** Every slot is filled by a signature that stands. */
    readonly signed: boolean;
    /** It was signed, but only counting signatures that are stale now. */
    readonly stale: boolean;
  };
};

/**
 * Where the environment stands. Signed off needs signatures that stand and nothing that blocks; a signed gate with
 * either lost is stale. Otherwise: locked until its entry gate opens, then ready until work starts, then by what is left.
 */
export function environmentStatus(facts: EnvironmentStatusFacts): EnvironmentStatus {
  const { exit } = facts;
  if (exit.stale || (exit.signed && exit.blockers > 0)) return "stale";
  if (exit.signed) return "signed_off";
  if (facts.startedAt === null && facts.entry !== "open") return "locked";
  if (exit.blockers === 0) return "awaiting_sign_off";
  if (facts.startedAt === null) return "ready";
  return facts.openRequiredMigrateSteps > 0 ? "migrating" : "verifying";
}

/** An environment as one writes it down. */
export type EnvironmentDraft = {
  readonly key: string;
  readonly name: string;
  readonly kind: EnvironmentKind;
};

/** Checks the environments of an upgrade in promotion order: every reason why they can't be used. */
export function validateEnvironments(list: readonly EnvironmentDraft[]): Verdict {
  const refusals: Refusal[] = [];
  const no = (code: string, message: string) => refusals.push({ code, message });
  if (list.length === 0) return refuse("none", "An upgrade needs at least one environment.");
  const prods = list.filter((environment) => environment.kind === "prod");
  if (prods.length === 0) no("no_prod", "One environment has to be production.");
  if (prods.length > 1)
    no(
      "several_prods",
      `Only one environment can be production, not ${joined(prods.map(({ name }) => name))}.`,
    );
  if (prods.length === 1 && list[list.length - 1]?.kind !== "prod") {
    no("prod_not_last", `${prods[0]?.name} is production and has to be the last environment.`);
  }
  if (list.some(({ name }) => name.trim() === "")) no("name_missing", "Every environment needs a name.");
  const names = repeated(list.map(({ name }) => name.trim().toLowerCase()));
  const twice = list.find(({ name }) => names.has(name.trim().toLowerCase()));
  if (twice && twice.name.trim() !== "") no("name_twice", `Two environments are called ${twice.name}.`);
  for (const key of repeated(list.map(({ key }) => key)))
    no("key_twice", `Two environments have the address “${key}”.`);
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true };
}

/** An environment in the order of promotion. */
export type OrderedEnvironment = EnvironmentDraft & { readonly id: string; readonly started: boolean };

/**
 * Decides a new list: reordered, added to or with some removed. What lies below a started environment is what its
 * entry was judged by, so nothing may come, go or change sides there.
 */
export function decideEnvironments(
  was: readonly OrderedEnvironment[],
  is: readonly OrderedEnvironment[],
): Verdict {
  const valid = validateEnvironments(is);
  const refusals: Refusal[] = valid.ok ? [] : [...valid.refusals];
  for (const [index, environment] of was.entries()) {
    if (!environment.started) continue;
    const place = is.findIndex(({ id }) => id === environment.id);
    if (place < 0) continue;
    const before = new Set(was.slice(0, index).map(({ id }) => id));
    const same = place === index && is.slice(0, place).every(({ id }) => before.has(id));
    if (same) continue;
    const message = `${environment.name} has started: what comes before it can't change any more.`;
    refusals.push({ code: "started", message });
  }
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true };
}

/** Decides removing an environment: only one without any work, so that nothing done is lost. */
export function decideRemoveEnvironment(facts: {
  readonly name: string;
  readonly kind: EnvironmentKind;
  /** Steps that aren't to do any more, executions, evidence, sign-offs, shifts of traffic, what was measured and counted, windows, logs, runs, forecasts, accepted differences, periods of hypercare. */
  readonly work: {
    readonly steps: number;
    readonly executions: number;
    readonly evidence: number;
    readonly signOffs: number;
    readonly trafficShifts: number;
    readonly measurements: number;
    readonly windows: number;
    readonly logReadings: number;
    readonly rehearsals: number;
    readonly hypercare: number;
  };
}): Verdict {
  const { name, kind, work } = facts;
  if (kind === "prod") return refuse("prod", `${name} is production: every upgrade ends there.`);
  const found = [
    work.steps > 0 ? "steps worked on" : "",
    work.executions > 0 ? "test executions" : "",
    work.evidence > 0 ? "evidence" : "",
    work.signOffs > 0 ? "signatures" : "",
    work.trafficShifts > 0 ? "shifts of traffic" : "",
    work.measurements > 0 ? "health or counts" : "",
    work.windows > 0 ? "change windows" : "",
    work.logReadings > 0 ? "logs that were read" : "",
    work.rehearsals > 0 ? "runs, forecasts or accepted differences" : "",
    work.hypercare > 0 ? "hypercare" : "",
  ].filter((part) => part !== "");
  if (found.length === 0) return { ok: true };
  return refuse(
    "has_work",
    `${name} has ${joined(found)} and can't be removed. Mark its steps not applicable instead.`,
  );
}

function repeated(values: readonly string[]): Set<string> {
  const seen = new Set<string>();
  return new Set(values.filter((value) => seen.has(value) || !seen.add(value)));
}
