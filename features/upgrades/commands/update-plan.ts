import { upgradeCommand } from "@/lib/command";
import { refused } from "@/lib/errors";
import { planDifferenceOutput, updatePlanInput } from "../schema";
import { applyPlan, namedDifference } from "./apply-plan";
import { differenceOf, replan } from "./replan";

/**
 * Brings the plan into line with what the inventories hold now. Nobody's version is asked for: the difference is computed
 * behind the lock, and what was agreed to is what the inventories say, whoever filled them meanwhile.
 */
export const updatePlan = upgradeCommand({
  name: "upgrade.updatePlan",
  summary:
    "Bring the plan into line with the inventories: add steps and cases, take out what nobody worked on",
  method: "POST",
  path: "/upgrades/{upgrade}/plan-difference",
  input: updatePlanInput,
  output: planDifferenceOutput,
  run: async ({ tx, now, newId, upgrade }) => {
    const found = await replan(tx, upgrade.id, {});
    const difference = differenceOf(found);
    if (difference.added.length + difference.removed.length === 0)
      throw refused([{ code: "unchanged", message: "The plan is in line with the inventories already." }]);
    await applyPlan(tx, upgrade.id, found, now, newId);
    return {
      output: difference,
      events: [
        {
          type: "upgrade.planUpdated",
          subject: { type: "upgrade", id: upgrade.id },
          data: namedDifference(found),
        },
      ],
    };
  },
});
