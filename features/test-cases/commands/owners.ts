import type { WriteClient } from "@/lib/db";

/** Names for history; nobody for null. */
export async function namesOf(
  tx: Pick<WriteClient, "user">,
  ids: readonly (string | null)[],
): Promise<(id: string | null) => string> {
  const wanted = ids.filter((id): id is string => id !== null);
  const rows =
    wanted.length === 0
      ? []
      : await tx.user.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  return (id) => rows.find((row) => row.id === id)?.name ?? "nobody";
}
