import type { UpgradeScope } from "@/lib/actor";
import type { WriteClient } from "@/lib/db";
import { notFound } from "@/lib/errors";

/** The environment with this key in the upgrade. Throws `not_found`. */
export async function findEnvironment(
  tx: Pick<WriteClient, "environment">,
  upgrade: UpgradeScope,
  key: string,
) {
  const row = await tx.environment.findUnique({ where: { upgradeId_key: { upgradeId: upgrade.id, key } } });
  if (!row) throw notFound("environment");
  return row;
}

/** All environments of the upgrade in promotion order, as the rules take them. */
export async function orderedEnvironments(tx: Pick<WriteClient, "environment">, upgrade: UpgradeScope) {
  const rows = await tx.environment.findMany({
    where: { upgradeId: upgrade.id },
    orderBy: { position: "asc" },
  });
  return rows.map((row) => ({ ...row, started: row.startedAt !== null }));
}
