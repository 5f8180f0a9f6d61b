import type { WriteClient } from "@/lib/db";
import { AppError } from "@/lib/errors";

/** The name of whoever shall see to a finding. Throws `invalid_input` for somebody who is not in the upgrade. */
export async function ownerName(tx: WriteClient, upgradeId: string, userId: string): Promise<string> {
  const member = await tx.member.findUnique({
    where: { upgradeId_userId: { upgradeId, userId } },
    select: { user: { select: { name: true } } },
  });
  if (!member) throw new AppError("invalid_input", "owner: names somebody who is not in this upgrade.");
  return member.user.name;
}
