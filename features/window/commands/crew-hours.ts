import { hasRole } from "@/domain/role";
import { hoursText } from "@/domain/window/crew-hours";
import { upgradeCommand } from "@/lib/command";
import { conflict, notFound, refused } from "@/lib/errors";
import { crewOf } from "../queries/facts";
import { hoursOutput, setHoursInput } from "../schema";

/** Says when somebody can work in change windows: everybody for themselves, a lead for all. */
export const setCrewHours = upgradeCommand({
  name: "crewHours.set",
  summary: "Say when a member can work in change windows; null where that is not known",
  method: "PUT",
  path: "/upgrades/{upgrade}/crew-hours/{person}",
  input: setHoursInput,
  output: hoursOutput,
  run: async ({ tx, upgrade, actor }, input) => {
    const member = (await crewOf(tx, upgrade.id)).find(({ id }) => id === input.person);
    if (!member) throw notFound("member");
    if (member.id !== actor.id && !hasRole(upgrade.roles, "lead"))
      throw refused([
        {
          code: "own_hours",
          message: "Only leads set the hours of somebody else. Set your own, or ask a lead.",
        },
      ]);
    if (member.version !== input.version)
      throw conflict(`the hours of ${member.name}`, { hours: member.hours, version: member.version });
    const { hours } = input;
    const where = { upgradeId_userId: { upgradeId: upgrade.id, userId: member.id } };
    if (hours === null && member.hours === null)
      throw refused([{ code: "unchanged", message: `The hours of ${member.name} are not known already.` }]);
    if (hours === null) await tx.crewHours.delete({ where });
    else {
      const data = { fromMinute: hours.from, toMinute: hours.to, weekdays: hours.weekdays.toSorted() };
      await tx.crewHours.upsert({
        where,
        create: { upgradeId: upgrade.id, userId: member.id, ...data },
        update: { ...data, version: { increment: 1 } },
      });
    }
    return {
      output: { id: member.id, hours, version: hours === null ? 0 : input.version + 1 },
      events: [
        {
          type: "crewHours.set",
          subject: { type: "member", id: member.id },
          data: { name: member.name, was: hoursText(member.hours), is: hoursText(hours) },
        },
      ],
      touched: [],
    };
  },
});
