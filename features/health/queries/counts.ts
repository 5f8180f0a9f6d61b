import { countState, countTitle, differenceOf, knownCounts } from "@/domain/health/count";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { upgradeQuery } from "@/lib/read";
import { type CountsView, countsView, healthInput } from "../schema";
import { environmentOf, peopleOf } from "./place";

type Client = Pick<ReadClient, "environment" | "entityCount" | "user">;

export const listCounts = upgradeQuery({
  name: "count.list",
  action: "health.view",
  summary: "What an environment had before and has after, with the differences and why they are accepted",
  path: "/upgrades/{upgrade}/environments/{environment}/counts",
  input: healthInput,
  output: countsView,
  run: ({ read, upgrade }, { environment }) => readCounts(read, upgrade, environment),
});

const place = (name: string) => {
  const index = knownCounts.findIndex((known) => known.name === name);
  return index === -1 ? knownCounts.length : index;
};

/** Also for the commands that write them, inside their transactions. */
export async function readCounts(client: Client, upgrade: UpgradeScope, key: string): Promise<CountsView> {
  const environment = await environmentOf(client, upgrade, key);
  const rows = await client.entityCount.findMany({
    where: { environmentId: environment.id },
    orderBy: { name: "asc" },
  });
  const personOf = await peopleOf(
    client,
    rows.map(({ acceptedById }) => acceptedById),
  );
  const counts = rows.map((row) => ({
    name: row.name,
    title: countTitle(row.name),
    before: row.before,
    after: row.after,
    difference: differenceOf(row),
    state: countState(row),
    accepted:
      row.accepted !== null && row.acceptedAt !== null && row.acceptedById !== null
        ? { reason: row.accepted, at: row.acceptedAt.toISOString(), by: personOf(row.acceptedById) }
        : null,
    version: row.version,
  }));
  return {
    environment: { key: environment.key, name: environment.name },
    counts: counts.toSorted((a, b) => place(a.name) - place(b.name)),
  };
}
