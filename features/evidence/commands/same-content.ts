import type { Actor } from "@/lib/actor";
import type { WriteClient } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { formatDateTime } from "@/lib/format";
import type { Prepared } from "./content";
import type { Target } from "./target";

/**
 * Refuses a file whose very bytes prove the same step, execution or item already: a second row would prove nothing more. What
 * was withdrawn or superseded may come back; links and notes may repeat.
 */
export async function refuseSameContent(
  tx: WriteClient,
  upgradeId: string,
  actor: Actor,
  { stepId, executionId, itemId, itemEnvironmentId: environmentId }: Target,
  { kind, sha256 }: Prepared,
): Promise<void> {
  if (kind !== "file") return;
  const same = await tx.evidence.findFirst({
    where: {
      ...{ upgradeId, stepId, executionId, itemId, environmentId },
      ...{ kind, sha256, supersededById: null, withdrawnAt: null },
    },
    select: { id: true, name: true, addedAt: true, addedById: true },
  });
  if (!same) return;
  const by = await tx.user.findUnique({ where: { id: same.addedById }, select: { name: true } });
  const { homeZone } = await tx.upgrade.findUniqueOrThrow({
    where: { id: upgradeId },
    select: { homeZone: true },
  });
  const when = formatDateTime(same.addedAt, actor.timeZone ?? homeZone);
  throw new AppError(
    "duplicate",
    `This file is here already (same content): “${same.name}”, by ${by?.name ?? "somebody"}, ${when}. Nothing was added.`,
    { current: { id: same.id, name: same.name, sha256 } },
  );
}
