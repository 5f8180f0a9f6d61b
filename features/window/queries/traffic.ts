import { endOf, type ProfileNote } from "@/domain/window/profile";
import { heatMap, weekPattern } from "@/domain/window/week-pattern";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { upgradeQuery } from "@/lib/read";
import { zoneClock } from "@/lib/wall-clock";
import { type TrafficHeat, trafficHeat, trafficProfileInput } from "../schema";
import { closedOf, environmentOf, profileFrom } from "./facts";

type Client = Pick<ReadClient, "environment" | "trafficProfile" | "freeze" | "upgrade" | "user">;

/** Also for the command that uploads one, inside its transaction. */
export async function readHeat(client: Client, upgrade: UpgradeScope, key: string): Promise<TrafficHeat> {
  const environment = await environmentOf(client, upgrade, key);
  const { homeZone } = await client.upgrade.findUniqueOrThrow({
    where: { id: upgrade.id },
    select: { homeZone: true },
  });
  const { id: environmentId, ...place } = environment;
  const row = await client.trafficProfile.findUnique({ where: { environmentId } });
  if (!row) return { environment: place, profile: null, heat: [], zone: homeZone };
  const profile = profileFrom(row);
  const apart = (await closedOf(client, upgrade.id)).map(({ from, to }) => ({
    from: from.getTime(),
    to: to.getTime(),
  }));
  const uploader = await client.user.findUnique({
    where: { id: row.uploadedById },
    select: { name: true },
  });
  const pattern = weekPattern(profile, zoneClock(homeZone), apart);
  return {
    environment: place,
    profile: {
      from: row.startsAt.toISOString(),
      to: new Date(endOf(profile)).toISOString(),
      stepMinutes: row.stepMinutes,
      intervals: profile.counts.length,
      unknown: Array.from(profile.counts).filter(Number.isNaN).length,
      rows: row.rows,
      format: row.format,
      file: row.fileName,
      zone: row.zone,
      notes: row.notes as unknown as ProfileNote[],
      uploadedAt: row.uploadedAt.toISOString(),
      uploadedBy: uploader?.name ?? "Somebody",
      version: row.version,
    },
    heat: heatMap(pattern).map((cells) => cells.map(({ mean }) => mean)),
    zone: homeZone,
  };
}

export const getTrafficProfile = upgradeQuery({
  name: "trafficProfile.get",
  action: "window.view",
  summary: "How much traffic an environment gets in each hour of a usual week, and what that rests on",
  path: "/upgrades/{upgrade}/environments/{environment}/traffic-profile",
  input: trafficProfileInput,
  output: trafficHeat,
  run: ({ read, upgrade }, { environment }) => readHeat(read, upgrade, environment),
});
