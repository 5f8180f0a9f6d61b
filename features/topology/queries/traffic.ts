import { agreedHoursOf, mayRetireOld, sharesOf } from "@/domain/traffic";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { upgradeQuery } from "@/lib/read";
import { type TrafficView, trafficInput, trafficView } from "../schema";

type Client = Pick<ReadClient, "environment" | "trafficShift" | "user">;

export const listTraffic = upgradeQuery({
  name: "traffic.list",
  action: "inventory.view",
  summary:
    "How the traffic of an environment is shared by old and new stack, every shift, and whether the old one may go",
  path: "/upgrades/{upgrade}/environments/{environment}/traffic",
  input: trafficInput,
  output: trafficView,
  run: ({ read, upgrade, now }, { environment }) => readTraffic(read, upgrade, environment, now),
});

/** The environment of this key with its shifts, oldest first. Throws `not_found`. */
export async function trafficOf(
  client: Pick<Client, "environment" | "trafficShift">,
  upgrade: UpgradeScope,
  key: string,
) {
  const environment = await client.environment.findUnique({
    where: { upgradeId_key: { upgradeId: upgrade.id, key } },
    select: { id: true, key: true, name: true },
  });
  if (!environment) throw notFound("environment");
  const shifts = await client.trafficShift.findMany({
    where: { environmentId: environment.id },
    orderBy: { number: "asc" },
  });
  return { environment, shifts };
}

/** Also for the command that shifts traffic, inside its transaction. */
export async function readTraffic(
  client: Client,
  upgrade: UpgradeScope,
  key: string,
  now: Date,
): Promise<TrafficView> {
  const { environment, shifts } = await trafficOf(client, upgrade, key);
  const people = await client.user.findMany({
    where: { id: { in: [...new Set(shifts.map(({ byId }) => byId))] } },
    select: { id: true, name: true },
  });
  const retire = mayRetireOld(shifts, agreedHoursOf(shifts), now);
  return {
    environment: { key: environment.key, name: environment.name },
    share: sharesOf(shifts),
    version: shifts.length,
    shifts: shifts
      .map(({ id, share, reason, agreedHours, at, byId }, index) => ({
        id,
        was: shifts[index - 1]?.share ?? 0,
        share,
        reason,
        agreedHours,
        at: at.toISOString(),
        by: people.find((person) => person.id === byId) ?? { id: byId, name: "Somebody" },
      }))
      .toReversed(),
    retire: {
      ok: retire.ok,
      message: retire.message,
      since: retire.since?.toISOString() ?? null,
      until: retire.until?.toISOString() ?? null,
    },
  };
}
