import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { notFound } from "@/lib/errors";

type Client = Pick<ReadClient, "migrationRun">;

/** A run of this upgrade with its environment. Throws `not_found`. */
export async function findRun(client: Client, upgrade: Pick<UpgradeScope, "id">, id: string) {
  const run = await client.migrationRun.findFirst({
    where: { id, upgradeId: upgrade.id },
    include: { environment: { select: { id: true, key: true, name: true, kind: true } } },
  });
  if (!run) throw notFound("run");
  return run;
}

export type FoundRun = Awaited<ReturnType<typeof findRun>>;
