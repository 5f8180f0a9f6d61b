import { decideShift, sharesOf } from "@/domain/traffic";
import { upgradeCommand } from "@/lib/command";
import { conflict, refused } from "@/lib/errors";
import { readTraffic, trafficOf } from "../queries/traffic";
import { shiftTrafficInput, trafficView } from "../schema";

/** Writes down that the new stack of an environment gets another share of its traffic from now on. */
export const shiftTraffic = upgradeCommand({
  name: "traffic.shift",
  summary: "Write down that the new stack gets another share of an environment's traffic, and why",
  method: "POST",
  path: "/upgrades/{upgrade}/environments/{environment}/traffic",
  creates: true,
  input: shiftTrafficInput,
  output: trafficView,
  run: async ({ tx, now, newId, upgrade, actor }, input) => {
    const { environment, shifts } = await trafficOf(tx, upgrade, input.environment);
    if (shifts.length !== input.version)
      throw conflict(`the traffic of ${environment.name}`, {
        share: sharesOf(shifts),
        version: shifts.length,
      });
    const verdict = decideShift(shifts, input);
    if (!verdict.ok) throw refused(verdict.refusals);
    const { was, agreedHours } = verdict;
    await tx.trafficShift.create({
      data: {
        id: newId(),
        upgradeId: upgrade.id,
        environmentId: environment.id,
        number: shifts.length + 1,
        share: input.share,
        reason: input.reason,
        agreedHours,
        at: now,
        byId: actor.id,
      },
    });
    return {
      output: await readTraffic(tx, upgrade, input.environment, now),
      events: [
        {
          type: "traffic.shifted",
          subject: { type: "environment", id: environment.id },
          environmentId: environment.id,
          data: {
            environment: environment.name,
            was,
            is: input.share,
            reason: input.reason,
            agreedHours,
          },
        },
      ],
      touched: [],
    };
  },
});
