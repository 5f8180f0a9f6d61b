import type { GateKind } from "@/domain/gate-kind";
import { waiverState } from "@/domain/waiver";
import type { ReadClient } from "@/lib/db";
import { type EnvironmentGateFacts, loadEnvironmentFacts } from "@/lib/environment-facts";
import { type EnvironmentRow, loadUpgradeFacts, type UpgradeFacts } from "@/lib/facts";
import { asBelow, type Below, type EnvironmentStanding, standingOf, storedBelow } from "@/lib/standing";

type Client = Pick<ReadClient, "$queryRaw">;

/** Where an environment stands this moment, with the facts it was judged by. */
export interface PresentEnvironment extends EnvironmentStanding {
  facts: EnvironmentGateFacts;
}

/** An upgrade as it is this moment: right also when time has moved something that nobody has recorded yet. */
export interface Present {
  upgrade: UpgradeFacts;
  /** In promotion order; only those asked for. */
  environments: PresentEnvironment[];
}

/** How the facts of an upgrade are read; reads outside of a transaction may keep them. */
export interface FactSource {
  upgrade: () => Promise<UpgradeFacts>;
  environment: (upgrade: UpgradeFacts, environment: EnvironmentRow) => Promise<EnvironmentGateFacts>;
}

/** Reads every fact anew, one statement after the other: a transaction has one connection. */
export function freshFacts(client: Client, upgradeId: string): FactSource {
  let before: Promise<unknown> = Promise.resolve();
  return {
    upgrade: () => loadUpgradeFacts(client, upgradeId),
    environment: (upgrade, environment) => {
      const facts = before.then(() => loadEnvironmentFacts(client, upgrade, environment));
      before = facts.catch(() => undefined);
      return facts;
    },
  };
}

/**
 * Judges the environments whose keys are asked for (default: all). What lies below them is taken as stored, unless a
 * waiver has ended since: then everything is judged anew from the lowest.
 */
export async function presentOf(source: FactSource, now: Date, only?: readonly string[]): Promise<Present> {
  const upgrade = await source.upgrade();
  const due = upgrade.waivers.some(
    (waiver) => waiver.approvedById && !waiver.expiredRecorded && waiverState(waiver, now) === "expired",
  );
  const wanted = upgrade.environments.filter((environment) => due || !only || only.includes(environment.key));
  const facts = new Map(
    await Promise.all(
      wanted.map(
        async (environment) => [environment.id, await source.environment(upgrade, environment)] as const,
      ),
    ),
  );
  const environments: PresentEnvironment[] = [];
  let below: Below | null = null;
  for (const environment of upgrade.environments) {
    const own = facts.get(environment.id);
    if (!own) {
      below = storedBelow(upgrade, environment, now);
      continue;
    }
    const standing = standingOf(upgrade, environment, own, below, now);
    below = asBelow(standing.exit);
    environments.push({ ...standing, facts: own });
  }
  return { upgrade, environments };
}

/** One gate in its environment, of a present that was asked for it; null when there is no such environment. */
export function gateIn(present: Present, environmentKey: string, kind: GateKind) {
  const standing = present.environments.find(({ environment }) => environment.key === environmentKey);
  const gate = present.upgrade.gates.find(
    (candidate) => candidate.environmentId === standing?.environment.id && candidate.kind === kind,
  );
  return standing && gate ? { standing, gate, evaluation: standing[kind] } : null;
}
