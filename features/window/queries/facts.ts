import type { Booked, Closed } from "@/domain/window/booking";
import type { Profile } from "@/domain/window/profile";
import type { UpgradeScope } from "@/lib/actor";
import type { ReadClient } from "@/lib/db";
import { notFound } from "@/lib/errors";

type Client = Pick<ReadClient, "changeWindow" | "freeze" | "member" | "environment" | "trafficProfile">;

/** The environment of this key. Throws `not_found`. */
export async function environmentOf(client: Pick<Client, "environment">, upgrade: UpgradeScope, key: string) {
  const environment = await client.environment.findUnique({
    where: { upgradeId_key: { upgradeId: upgrade.id, key } },
    select: { id: true, key: true, name: true },
  });
  if (!environment) throw notFound("environment");
  return environment;
}

/** Freezes and holidays of an upgrade, as the rules want them. */
export async function closedOf(client: Pick<Client, "freeze">, upgradeId: string): Promise<Closed[]> {
  const rows = await client.freeze.findMany({
    where: { upgradeId },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, kind, name, startsAt, endsAt }) => ({ id, kind, name, from: startsAt, to: endsAt }));
}

/**
 * Every booked window of this Liftlock that is not over. Of another upgrade the asker is told no more than that there is
 * one, unless they are a member of it.
 */
export async function bookedWindows(
  client: Pick<Client, "changeWindow" | "member">,
  upgrade: UpgradeScope,
  now: Date,
): Promise<Booked[]> {
  const rows = await client.changeWindow.findMany({
    where: { state: "booked", endsAt: { gt: now }, upgrade: { archivedAt: null } },
    include: { environment: { select: { name: true } }, upgrade: { select: { key: true } } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
  });
  const mine = new Set(
    (await client.member.findMany({ where: { userId: upgrade.actor.id }, select: { upgradeId: true } })).map(
      ({ upgradeId }) => upgradeId,
    ),
  );
  return rows.map((row) => ({
    ...bookedOf(row),
    label:
      row.upgradeId === upgrade.id
        ? row.environment.name
        : mine.has(row.upgradeId)
          ? `${row.environment.name} of ${row.upgrade.key}`
          : "another upgrade",
  }));
}

export const bookedOf = (row: {
  id: string;
  environmentId: string;
  startsAt: Date;
  endsAt: Date;
  reserveMinutes: number;
  crewIds: string[];
  sharedSystems: string[];
}): Omit<Booked, "label"> => ({
  id: row.id,
  environmentId: row.environmentId,
  start: row.startsAt,
  end: row.endsAt,
  reserveMinutes: row.reserveMinutes,
  crew: row.crewIds,
  sharedSystems: row.sharedSystems,
});

/** Members of an upgrade with their zone and the hours they can work in. */
export async function crewOf(client: Pick<Client, "member">, upgradeId: string) {
  const rows = await client.member.findMany({
    where: { upgradeId, user: { disabledAt: null } },
    select: {
      roles: true,
      upgrade: { select: { homeZone: true } },
      user: { select: { id: true, name: true, timeZone: true, crewHours: { where: { upgradeId } } } },
    },
  });
  return rows
    .map(({ roles, upgrade, user }) => {
      const [hours] = user.crewHours;
      return {
        id: user.id,
        name: user.name,
        zone: user.timeZone ?? upgrade.homeZone,
        works: roles.includes("lead") || roles.includes("engineer"),
        hours: hours ? { from: hours.fromMinute, to: hours.toMinute, weekdays: hours.weekdays } : null,
        version: hours?.version ?? 0,
      };
    })
    .sort((a, b) => Number(b.works) - Number(a.works) || a.name.localeCompare(b.name));
}

/** Counts as they are stored: 32-bit floats, little endian. */
export function countsToBytes(counts: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(counts.length * 4);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < counts.length; index += 1)
    view.setFloat32(index * 4, counts[index] ?? Number.NaN, true);
  return bytes;
}

/** The profile of a stored row. */
export function profileFrom(row: { startsAt: Date; stepMinutes: number; counts: Uint8Array }): Profile {
  const view = new DataView(row.counts.buffer, row.counts.byteOffset, row.counts.byteLength);
  const counts = Float64Array.from({ length: row.counts.byteLength / 4 }, (_, index) =>
    view.getFloat32(index * 4, true),
  );
  return { start: row.startsAt.getTime(), step: row.stepMinutes * 60_000, counts };
}
