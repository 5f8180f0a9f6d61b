import { type Conflict, conflictsOf } from "@/domain/window/booking";
import { upgradeQuery } from "@/lib/read";
import { listWindowsInput, type WindowView, windowList } from "../schema";
import { bookedOf, bookedWindows, closedOf, crewOf } from "./facts";

export const listWindows = upgradeQuery({
  name: "window.list",
  action: "window.view",
  summary:
    "The change windows of an upgrade with what speaks against them, its freezes, and when its people can work",
  path: "/upgrades/{upgrade}/windows",
  input: listWindowsInput,
  output: windowList,
  run: async ({ read, upgrade, now }) => {
    const [{ homeZone }, rows, closed, freezes, others, crew] = await Promise.all([
      read.upgrade.findUniqueOrThrow({ where: { id: upgrade.id }, select: { homeZone: true } }),
      read.changeWindow.findMany({
        where: { upgradeId: upgrade.id },
        include: { environment: { select: { key: true, name: true } } },
        orderBy: [{ state: "asc" }, { startsAt: "asc" }, { id: "asc" }],
      }),
      closedOf(read, upgrade.id),
      read.freeze.findMany({
        where: { upgradeId: upgrade.id },
        orderBy: [{ startsAt: "asc" }, { id: "asc" }],
      }),
      bookedWindows(read, upgrade, now),
      crewOf(read, upgrade.id),
    ]);
    const people = await read.user.findMany({
      where: {
        id: { in: [...new Set(rows.flatMap(({ crewIds, bookedById }) => [...crewIds, bookedById]))] },
      },
      select: { id: true, name: true },
    });
    const person = (id: string) => people.find((one) => one.id === id) ?? { id, name: "Somebody" };
    return {
      zone: homeZone,
      windows: rows.map((row): WindowView => {
        const open = row.state === "booked" && row.endsAt > now;
        const accepted = row.acceptedConflicts as unknown as Conflict[];
        const conflicts = open
          ? conflictsOf(bookedOf(row), {
              others: others.filter(({ id }) => id !== row.id),
              closed,
              nameOf: (id) => person(id).name,
            })
          : accepted;
        return {
          id: row.id,
          environment: row.environment,
          from: row.startsAt.toISOString(),
          to: row.endsAt.toISOString(),
          reserveMinutes: row.reserveMinutes,
          crew: row.crewIds.map(person),
          sharedSystems: row.sharedSystems,
          state: row.state,
          phase: row.endsAt <= now ? "over" : row.startsAt <= now ? "now" : "ahead",
          reason: row.reason,
          conflicts: conflicts.map((conflict) => ({
            ...conflict,
            accepted: accepted.some(({ key }) => key === conflict.key),
          })),
          acceptedReason: row.acceptedReason,
          bookedAt: row.bookedAt.toISOString(),
          bookedBy: person(row.bookedById),
          version: row.version,
        };
      }),
      freezes: freezes.map(({ id, kind, name, startsAt, endsAt, reason, version }) => ({
        id,
        kind,
        name,
        from: startsAt.toISOString(),
        to: endsAt.toISOString(),
        reason,
        over: endsAt <= now,
        version,
      })),
      crew,
    };
  },
});
