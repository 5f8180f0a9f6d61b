import type { ReadClient } from "@/lib/db";
import type { UpgradeFacts } from "@/lib/facts";

/** Answers people by id with their names. */
export type NameOf = (id: string) => { id: string; name: string };

/** Names of the upgrade's people, and of those who left it but once signed, waived or cleared something. */
export async function peopleOf(read: Pick<ReadClient, "user">, upgrade: UpgradeFacts): Promise<NameOf> {
  const names = new Map(upgrade.members.map((member) => [member.id, member.name]));
  for (const signOff of upgrade.signOffs) names.set(signOff.userId, signOff.userName);
  const others = [
    ...upgrade.waivers.flatMap((waiver) => [waiver.requestedById, waiver.approvedById, waiver.endedById]),
    ...upgrade.conditions.flatMap((condition) => [condition.signerId, condition.clearedById]),
  ].filter((id): id is string => id !== null && !names.has(id));
  if (others.length > 0) {
    for (const { id, name } of await read.user.findMany({
      where: { id: { in: others } },
      select: { id: true, name: true },
    }))
      names.set(id, name);
  }
  return (id) => ({ id, name: names.get(id) ?? "Somebody" });
}
