import { type WorkingHours, worksThrough } from "@/domain/window/crew-hours";
import { findWindows } from "@/domain/window/proposal";
import { weekPattern } from "@/domain/window/week-pattern";
import type { ReadClient } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { upgradeQuery } from "@/lib/read";
import { zoneClock } from "@/lib/wall-clock";
import { type ProposalList, proposalList, proposeInput } from "../schema";
import { closedOf, crewOf, environmentOf, profileFrom } from "./facts";

/** What is assumed where neither somebody said how long the work takes nor the plan does. */
const assumedMinutes = 240;
/** People begin at the full or half hour. */
const startEvery = 30;

/** Planned minutes of what is done in a window: one after the other, as one person would. */
async function plannedMinutes(read: ReadClient, environmentId: string): Promise<number> {
  const { _sum } = await read.step.aggregate({
    where: {
      environmentId,
      removedAt: null,
      part: { in: ["migrate", "verify"] },
      state: { notIn: ["not_applicable", "skipped"] },
    },
    _sum: { plannedMinutes: true },
  });
  return _sum.plannedMinutes ?? 0;
}

function crewAsked(asked: string | undefined, members: Awaited<ReturnType<typeof crewOf>>) {
  if (asked === undefined) return members.filter(({ works }) => works);
  const ids = asked.split(",").filter((id) => id !== "");
  const stranger = ids.find((id) => !members.some((member) => member.id === id));
  if (stranger !== undefined)
    throw new AppError("invalid_input", `crew: ${stranger} is the id of no member of this upgrade.`, {
      fields: [{ path: "crew", message: `${stranger} is the id of no member of this upgrade` }],
    });
  return members.filter(({ id }) => ids.includes(id));
}

export const proposeWindows = upgradeQuery({
  name: "window.propose",
  action: "window.view",
  summary: "The windows of the needed length that meet the least traffic, outside of freezes and holidays",
  path: "/upgrades/{upgrade}/environments/{environment}/window-proposals",
  input: proposeInput,
  output: proposalList,
  run: async ({ read, upgrade, now }, input) => {
    const { id: environmentId, ...environment } = await environmentOf(read, upgrade, input.environment);
    const [{ homeZone }, profile, closed, members, planned] = await Promise.all([
      read.upgrade.findUniqueOrThrow({ where: { id: upgrade.id }, select: { homeZone: true } }),
      read.trafficProfile.findUnique({ where: { environmentId } }),
      closedOf(read, upgrade.id),
      crewOf(read, upgrade.id),
      plannedMinutes(read, environmentId),
    ]);
    const crew = crewAsked(input.crew, members).map((member) => ({
      member,
      hours: member.hours && ({ ...member.hours, clock: zoneClock(member.zone) } satisfies WorkingHours),
    }));
    const forecast = await read.forecast.findFirst({
      where: { environmentId },
      orderBy: [{ at: "desc" }, { number: "desc" }],
      select: { p80: true },
    });
    const known = forecast ? Math.ceil(forecast.p80) : planned;
    const workMinutes = input.workMinutes ?? (known || assumedMinutes);
    const workFrom: ProposalList["needs"]["workFrom"] = input.workMinutes
      ? "asked"
      : forecast
        ? "forecast"
        : planned > 0
          ? "planned"
          : "assumed";
    const { backOutMinutes, reserveMinutes } = input;
    const totalMinutes = workMinutes + backOutMinutes + reserveMinutes;
    const begins = Math.max(now.getTime(), input.from ? new Date(input.from).getTime() : 0);
    const within = { from: begins, to: begins + input.days * 86_400_000 };
    const periods = closed.map(({ from, to }) => ({ from: from.getTime(), to: to.getTime() }));
    const clock = zoneClock(homeZone);
    const found = profile
      ? findWindows({
          pattern: weekPattern(profileFrom(profile), clock, periods),
          clock,
          within,
          length: totalMinutes * 60_000,
          startEvery,
          closed: periods,
          crew: input.onlyCrewHours === "true" ? crew.flatMap(({ hours }) => hours ?? []) : [],
          count: input.count,
        })
      : { proposals: [], starts: 0, leftOut: { closed: 0, crew: 0, unknown: 0 } };
    return {
      environment,
      zone: homeZone,
      needs: {
        workMinutes,
        workFrom,
        backOutMinutes,
        reserveMinutes,
        totalMinutes,
      },
      asked: {
        from: new Date(within.from).toISOString(),
        to: new Date(within.to).toISOString(),
        crew: crew.map(({ member }) => member.id),
        onlyCrewHours: input.onlyCrewHours === "true",
      },
      proposals: found.proposals.map(({ start, end, traffic, share }) => ({
        from: new Date(start).toISOString(),
        to: new Date(end).toISOString(),
        traffic: Math.round(traffic),
        share,
        crew: crew.map(({ member, hours }) => ({
          id: member.id,
          name: member.name,
          zone: member.zone,
          works: hours && worksThrough(hours, { from: start, to: end }),
        })),
      })),
      starts: found.starts,
      leftOut: found.leftOut,
      missing: profile
        ? null
        : `The traffic of ${environment.name} is not known. Upload a profile, then windows with little traffic can be found.`,
    };
  },
});
