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

/** The question of a run that Liftlock asked and nobody decided; null when there is none. */
export async function demandedOf(
  client: Pick<ReadClient, "runDecision">,
  runId: string,
): Promise<string | null> {
  const found = await client.runDecision.findFirst({ where: { runId, demanded: true, verdict: null } });
  return found?.question ?? null;
}
