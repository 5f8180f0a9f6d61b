import { canStartBehind } from "@/domain/gate";
import { nextEnd } from "@/domain/hypercare/days";
import { decideEnd, decideExtend, decideStart } from "@/domain/hypercare/period";
import { upgradeCommand } from "@/lib/command";
import { refused } from "@/lib/errors";
import { paths } from "@/lib/paths";
import { loadVerification } from "@/lib/verification-facts";
import { zoneClock } from "@/lib/wall-clock";
import { readHypercare } from "../queries";
import { endHypercareInput, extendHypercareInput, hypercareView, startHypercareInput } from "../schema";
import { aboutCare, careOf, seenCare, standingOf } from "./care";

/** Begins hypercare, also as of days ago: days that are over by now are answered late. */
export const startHypercare = upgradeCommand({
  name: "hypercare.start",
  summary: "Start hypercare of an environment as of a moment",
  method: "POST",
  path: "/upgrades/{upgrade}/environments/{environment}/hypercare",
  creates: true,
  input: startHypercareInput,
  output: hypercareView,
  run: async ({ tx, now, newId, upgrade, actor }, input) => {
    const { environment, last } = await careOf(tx, upgrade, input.environment);
    const begin = new Date(input.begin);
    const { hypercare: rules } = await loadVerification(tx, upgrade.id);
    const verdict = decideStart(
      {
        rules,
        environmentName: environment.name,
        entryOpen: canStartBehind(environment.gates[0]?.state ?? "shut", environment),
        last: await standingOf(tx, upgrade, environment.id, now),
      },
      { begin, days: input.days },
      now,
    );
    if (!verdict.ok) throw refused(verdict.refusals);
    const { homeZone: zone } = await tx.upgrade.findUniqueOrThrow({
      where: { id: upgrade.id },
      select: { homeZone: true },
    });
    const span = { begin, days: verdict.days, endedAt: null };
    // Whoever starts it sees which days were missed already: the clock tells of those that come.
    const { told, dueAt } = nextEnd(span, zoneClock(zone), now);
    await tx.hypercarePeriod.create({
      data: {
        id: newId(),
        upgradeId: upgrade.id,
        environmentId: environment.id,
        number: (last?.number ?? 0) + 1,
        begin,
        days: verdict.days,
        zone,
        startedAt: now,
        startedById: actor.id,
        toldDays: told,
        dueAt,
      },
    });
    return {
      output: await readHypercare(tx, upgrade, environment.key, now),
      events: [
        {
          type: "hypercare.started",
          ...aboutCare(environment),
          data: { environment: environment.name, begin: begin.toISOString(), days: verdict.days, zone },
        },
      ],
      touched: [environment.id],
    };
  },
});

/** Goes on for more days, also when it is over. */
export const extendHypercare = upgradeCommand({
  name: "hypercare.extend",
  summary: "Keep hypercare of an environment for more days, and why",
  method: "POST",
  path: "/upgrades/{upgrade}/environments/{environment}/hypercare/extend",
  input: extendHypercareInput,
  output: hypercareView,
  run: async ({ tx, now, upgrade }, input) => {
    const { environment, period } = await seenCare(tx, upgrade, input);
    const verdict = decideExtend(period, input);
    if (!verdict.ok) throw refused(verdict.refusals);
    const { told, dueAt } = nextEnd({ ...period, days: verdict.days }, zoneClock(period.zone), now);
    await tx.hypercarePeriod.update({
      where: { id: period.id },
      data: {
        days: verdict.days,
        toldDays: Math.max(period.toldDays, told),
        dueAt,
        version: { increment: 1 },
      },
    });
    return {
      output: await readHypercare(tx, upgrade, environment.key, now),
      events: [
        {
          type: "hypercare.extended",
          ...aboutCare(environment),
          data: { environment: environment.name, was: period.days, is: verdict.days, reason: input.reason },
        },
      ],
      touched: [environment.id],
    };
  },
});

/** Ends it before its last day. The day it ends on has to be answered all the same. */
export const endHypercare = upgradeCommand({
  name: "hypercare.end",
  summary: "End hypercare of an environment before its last day, and why",
  method: "POST",
  path: "/upgrades/{upgrade}/environments/{environment}/hypercare/end",
  input: endHypercareInput,
  output: hypercareView,
  run: async ({ tx, now, upgrade, actor }, input) => {
    const { environment, period } = await seenCare(tx, upgrade, input);
    const standing = await standingOf(tx, upgrade, environment.id, now);
    if (!standing) throw new Error(`There is no hypercare of ${environment.name}`);
    const verdict = decideEnd(standing, input.reason);
    if (!verdict.ok) throw refused(verdict.refusals);
    await tx.hypercarePeriod.update({
      where: { id: period.id },
      data: {
        endedAt: now,
        endedById: actor.id,
        endedWhy: input.reason,
        dueAt: null,
        version: { increment: 1 },
      },
    });
    const members = await tx.member.findMany({
      where: { upgradeId: upgrade.id, roles: { hasSome: ["lead", "engineer"] } },
      select: { userId: true },
    });
    return {
      output: await readHypercare(tx, upgrade, environment.key, now),
      events: [
        {
          type: "hypercare.endedEarly",
          ...aboutCare(environment),
          data: {
            environment: environment.name,
            day: standing.days.find(({ today }) => today)?.day.number ?? period.days,
            days: period.days,
            reason: input.reason,
          },
        },
      ],
      notices: [
        {
          kind: "hypercare",
          to: members.map(({ userId }) => userId),
          title: `Hypercare of ${environment.name} was ended early: ${input.reason}`,
          href: paths.hypercare(upgrade.key, environment.key),
        },
      ],
      touched: [environment.id],
    };
  },
});
