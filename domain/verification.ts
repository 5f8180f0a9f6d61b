import { type EnvironmentKind, environmentKindNames } from "./environment";
import { type RuleChange, ruleChanges } from "./rule-change";
import { joined } from "./sentence";

/** Pages of an environment on which a daily check may be answered. */
export const checkPages = ["health", "counts", "logs"] as const;
export type CheckPage = (typeof checkPages)[number];

/** Most checks of a day: a list nobody walks through answers nothing. */
export const mostChecks = 30;

/** Something somebody looks at on every day of hypercare. */
export type HypercareCheck = {
  /** The same for as long as the check is: answers name it. */
  readonly id: string;
  readonly title: string;
  /** How to look, what is well and what is not; markdown. */
  readonly text: string;
  readonly sources: readonly string[];
  /** Where Liftlock shows it; null where it doesn't. */
  readonly page: CheckPage | null;
  /** ISO 8601: asked of days that end after it, so that a new check misses no day of the past. Null: of every day. */
  readonly since: string | null;
};

/** How long production is looked after, where, and what is looked at every day. */
export type HypercareRules = {
  readonly in: readonly EnvironmentKind[];
  readonly days: number;
  readonly checks: readonly HypercareCheck[];
};

/**
 * What the exit gates of an upgrade ask for beside steps and tests: kinds of environments with thresholds, with counts, with
 * logs that were read, and hypercare. From the playbook; a lead can change it, with a reason.
 */
export type VerificationRules = {
  readonly health: readonly EnvironmentKind[];
  readonly counts: readonly EnvironmentKind[];
  readonly logs: readonly EnvironmentKind[];
  /** Null: nothing is asked. */
  readonly hypercare: HypercareRules | null;
};

/** The same as a playbook says it or an upgrade stores it: what is left out asks for nothing. */
export type StoredVerification = {
  readonly health?: readonly EnvironmentKind[] | undefined;
  readonly counts?: readonly EnvironmentKind[] | undefined;
  readonly logs?: readonly EnvironmentKind[] | undefined;
  readonly hypercare?:
    | (Omit<HypercareRules, "checks"> & {
        readonly checks: readonly (Omit<HypercareCheck, "since"> & { readonly since?: string | null })[];
      })
    | null
    | undefined;
};

/** Completes what is stored. Null: nothing is asked. */
export function verificationRules(stored: StoredVerification | null): VerificationRules {
  const { health = [], counts = [], logs = [], hypercare = null } = stored ?? {};
  return {
    health,
    counts,
    logs,
    hypercare: hypercare && {
      in: hypercare.in,
      days: hypercare.days,
      checks: hypercare.checks.map(({ id, title, text, sources, page, since = null }) => ({
        id,
        title,
        text,
        sources,
        page,
        since,
      })),
    },
  };
}

/**
 * The wanted rules with their checks in time: one that was asked before keeps its begin, another one is asked from `now` on.
 */
export function checksFrom(was: VerificationRules, wanted: VerificationRules, now: Date): VerificationRules {
  if (wanted.hypercare === null) return wanted;
  const known = new Map(was.hypercare?.checks.map((check) => [check.id, check.since]));
  return {
    ...wanted,
    hypercare: {
      ...wanted.hypercare,
      checks: wanted.hypercare.checks.map((check) => ({
        ...check,
        since: known.has(check.id)
          ? (known.get(check.id) ?? null)
          : was.hypercare === null
            ? null
            : now.toISOString(),
      })),
    },
  };
}

const labels = {
  health: "where thresholds are asked for",
  counts: "where counts are asked for",
  logs: "where logs have to be read",
  hypercare: "where hypercare is kept",
  days: "days of hypercare",
};

/** What differs between two sets of rules, field by field, each check by itself. */
export function verificationChanges(was: VerificationRules, is: VerificationRules): RuleChange[] {
  return [...ruleChanges(labels, fieldsOf(was), fieldsOf(is)), ...checkChanges(was, is)];
}

const places = (kinds: readonly EnvironmentKind[] | undefined) =>
  kinds === undefined || kinds.length === 0 ? null : joined(kinds.map((kind) => environmentKindNames[kind]));

const fieldsOf = ({ health, counts, logs, hypercare }: VerificationRules) => ({
  health: places(health),
  counts: places(counts),
  logs: places(logs),
  hypercare: places(hypercare?.in),
  days: hypercare?.days ?? null,
});

function checkChanges(was: VerificationRules, is: VerificationRules): RuleChange[] {
  const before = was.hypercare?.checks ?? [];
  const after = is.hypercare?.checks ?? [];
  const removed = before
    .filter(({ id }) => !after.some((check) => check.id === id))
    .map(({ title }) => ({ field: "a daily check", was: title, is: "not asked" }));
  const others = after.flatMap((check) => {
    const known = before.find(({ id }) => id === check.id);
    if (known === undefined) return [{ field: "a daily check", was: "not asked", is: check.title }];
    if (known.title !== check.title)
      return [{ field: "the wording of a daily check", was: known.title, is: check.title }];
    const same =
      known.text === check.text &&
      known.page === check.page &&
      known.sources.join("\n") === check.sources.join("\n");
    return same
      ? []
      : [{ field: `the text of the daily check ${check.title}`, was: known.text, is: check.text }];
  });
  return [...removed, ...others];
}
