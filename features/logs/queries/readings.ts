import type { LogReport } from "@/analysers/logs/report";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { notFound } from "@/lib/errors";

/** A report as it is stored: groups lie beside it. */
export type StoredSummary = Omit<LogReport, "groups">;

/** The environment of this key. Throws `not_found`. */
export async function environmentOf(
  client: Pick<ReadClient, "environment">,
  upgrade: Pick<UpgradeScope, "id">,
  key: string,
) {
  const environment = await client.environment.findUnique({
    where: { upgradeId_key: { upgradeId: upgrade.id, key } },
    select: { id: true, key: true, name: true },
  });
  if (!environment) throw notFound("environment");
  return environment;
}

/** Entries of a reading that are errors. */
export function errorsIn({ levels }: Pick<StoredSummary, "levels">): number {
  return (levels.error?.entries ?? 0) + (levels.fatal?.entries ?? 0);
}
