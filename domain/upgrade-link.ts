import type { EnvironmentKind } from "./environment";
import type { GateState } from "./gate-kind";
import type { Refusal } from "./verdict";

/** The later of two upgrades about to be linked, which starts where the earlier one ends. */
export type LaterUpgrade = { readonly key: string; readonly from: string };

/** The earlier of two upgrades about to be linked. */
export type EarlierUpgrade = {
  readonly key: string;
  readonly to: string;
  readonly archived: boolean;
  /** Keys of the upgrades it comes after itself, the nearest first. */
  readonly before: readonly string[];
};

/**
 * Every reason why the later upgrade can't come after the earlier one; empty when it can. Since a release is upgraded to
 * a newer one only, matching releases alone keep links from going in circles, also when two people link at once.
 */
export function linkRefusals(later: LaterUpgrade, earlier: EarlierUpgrade): Refusal[] {
  const { key } = earlier;
  if (key === later.key) return [{ code: "itself", message: `${key} can't come after itself.` }];
  const refusals: Refusal[] = [];
  if (earlier.before.includes(later.key))
    refusals.push({ code: "circle", message: `${key} comes after ${later.key} already.` });
  if (earlier.to !== later.from)
    refusals.push({
      code: "other_release",
      message: `${key} brings ${earlier.to}; ${later.key} starts from ${later.from}.`,
    });
  if (earlier.archived)
    refusals.push({
      code: "previous_archived",
      message: `${key} is archived: a lead of it can bring it back in its settings.`,
    });
  return refusals;
}

/** What of an environment decides whether its upgrade is in production. */
export type ProductionFacts = {
  readonly kind: EnvironmentKind;
  readonly exit: GateState;
  /** When time alone moves what is stored of it; null when it doesn't. */
  readonly until: Date | null;
};

/**
 * Whether an upgrade is in production: the exit of its production is signed off and nothing keeps it shut. What time has
 * moved and nobody has recorded yet is not relied on.
 */
export function isInProduction(environments: readonly ProductionFacts[], now: Date): boolean {
  return environments.some(
    ({ kind, exit, until }) => kind === "prod" && exit === "open" && (until === null || until > now),
  );
}
