import type { WriteClient } from "@/lib/db";
import { conflict } from "@/lib/errors";

/** Writes with the version the caller saw; throws `version_conflict` with what it is now. */
export async function writeUpgrade(
  tx: WriteClient,
  id: string,
  version: number,
  data: Parameters<WriteClient["upgrade"]["updateMany"]>[0]["data"],
): Promise<void> {
  const { count } = await tx.upgrade.updateMany({
    where: { id, version },
    data: { ...data, version: { increment: 1 } },
  });
  if (count === 1) return;
  const {
    title,
    homeZone,
    supportCase,
    targetReason,
    doersMaySign,
    archivedAt,
    version: now,
  } = await tx.upgrade.findUniqueOrThrow({ where: { id } });
  throw conflict("the upgrade", {
    title,
    homeZone,
    supportCase,
    targetReason,
    doersMaySign,
    archivedAt,
    version: now,
  });
}
