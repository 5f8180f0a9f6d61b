import type { EnvironmentStatus } from "./environment";

/** What decides how much an upgrade needs somebody now. */
export type PortfolioFacts = {
  readonly archived: boolean;
  readonly environments: readonly { readonly status: EnvironmentStatus }[];
  readonly blockedSteps: number;
  readonly failedTests: number;
  readonly lateSteps: number;
};

/** From what has gone wrong to what is finished. */
export const urgencies = [
  "stale",
  "failing",
  "late",
  "waiting",
  "moving",
  "idle",
  "finished",
  "archived",
] as const;
export type Urgency = (typeof urgencies)[number];

/** How urgent an upgrade is: the order of the portfolio, worst first. */
export function urgencyOf(facts: PortfolioFacts): Urgency {
  const statuses = facts.environments.map((environment) => environment.status);
  if (facts.archived) return "archived";
  if (statuses.includes("stale")) return "stale";
  if (facts.blockedSteps > 0 || facts.failedTests > 0) return "failing";
  if (facts.lateSteps > 0) return "late";
  if (statuses.length > 0 && statuses.every((status) => status === "signed_off")) return "finished";
  if (statuses.includes("awaiting_sign_off")) return "waiting";
  return statuses.some(
    (status) => status === "migrating" || status === "verifying" || status === "signed_off",
  )
    ? "moving"
    : "idle";
}

/** Negative when `a` is the worse of two and comes first. */
export function byUrgency(a: Urgency, b: Urgency): number {
  return urgencies.indexOf(a) - urgencies.indexOf(b);
}
