import type { EnvironmentStatus } from "./environment";
import { gateThatMatters } from "./environment-standing";
import type { GateKind } from "./gate-kind";
import { counted } from "./sentence";

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

/** An environment with the blockers of the gate that matters for its status. */
export type CountedEnvironment = {
  readonly name: string;
  readonly status: EnvironmentStatus;
  readonly blockers: number;
};

/**
 * What keeps the environment that is being worked on, the lowest that isn't signed off, from moving: "Dev entry is shut
 * by 31 blockers". Null when every environment is signed off.
 */
export function heldBackBy<T extends CountedEnvironment>(
  environments: readonly T[],
  gateTitle: (environment: T, gate: GateKind) => string,
): string | null {
  const current = environments.find(({ status }) => status !== "signed_off");
  if (!current) return null;
  const { name, status, blockers } = current;
  if (status === "ready") return `${name} can start`;
  if (status === "awaiting_sign_off") return `${name} waits for signatures`;
  const gate = gateTitle(current, gateThatMatters(status));
  return blockers > 0 ? `${gate} is shut by ${counted(blockers, "blocker")}` : `${gate} waits for signatures`;
}
