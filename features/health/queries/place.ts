import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { notFound } from "@/lib/errors";

/** The environment of this key. Throws `not_found`. */
export async function environmentOf(
  client: Pick<ReadClient, "environment">,
  upgrade: UpgradeScope,
  key: string,
) {
  const environment = await client.environment.findUnique({
    where: { upgradeId_key: { upgradeId: upgrade.id, key } },
    select: { id: true, key: true, name: true },
  });
  if (!environment) throw notFound("environment");
  return environment;
}

/** People by id, with a word for those that are not found. */
export async function peopleOf(client: Pick<ReadClient, "user">, ids: readonly (string | null)[]) {
  const known = await client.user.findMany({
    where: { id: { in: [...new Set(ids.filter((id) => id !== null))] } },
    select: { id: true, name: true },
  });
  return (id: string) => known.find((person) => person.id === id) ?? { id, name: "Somebody" };
}
