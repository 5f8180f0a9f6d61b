import { type HypercareStanding, hypercareStanding } from "@/domain/hypercare/standing";
import type { UpgradeScope } from "@/lib/actor";
import type { WriteClient } from "@/lib/db";
import { conflict, notFound } from "@/lib/errors";
import { loadHypercare } from "@/lib/hypercare-facts";
import { loadVerification } from "@/lib/verification-facts";
import { zoneClock } from "@/lib/wall-clock";

/** The environment of this key with its last period of hypercare. Throws `not_found`. */
export async function careOf(tx: WriteClient, upgrade: UpgradeScope, key: string) {
  const environment = await tx.environment.findUnique({
    where: { upgradeId_key: { upgradeId: upgrade.id, key } },
    include: {
      gates: { where: { kind: "entry" }, select: { state: true } },
      hypercare: { orderBy: { number: "desc" }, take: 1 },
    },
  });
  if (!environment) throw notFound("environment");
  return { environment, last: environment.hypercare[0] ?? null };
}

/** The same where hypercare has to be there already, and be the one the caller saw. */
export async function seenCare(
  tx: WriteClient,
  upgrade: UpgradeScope,
  { environment: key, version }: { environment: string; version?: number },
) {
  const { environment, last } = await careOf(tx, upgrade, key);
  if (!last) throw notFound("hypercare");
  if (version !== undefined && last.version !== version)
    throw conflict(`hypercare of ${environment.name}`, { version: last.version });
  return { environment, period: last };
}

/** How the last period of an environment stands; null where there is none. */
export async function standingOf(
  tx: WriteClient,
  upgrade: UpgradeScope,
  environmentId: string,
  now: Date,
): Promise<HypercareStanding | null> {
  const { hypercare: rules } = await loadVerification(tx, upgrade.id);
  const { periods } = await loadHypercare(tx, upgrade.id);
  const period = periods.find((one) => one.environmentId === environmentId);
  return period ? hypercareStanding(rules, period, zoneClock(period.zone), now) : null;
}

/** What every event of an environment's hypercare is about. */
export const aboutCare = ({ id }: { id: string }) =>
  ({ subject: { type: "environment", id }, environmentId: id }) as const;
