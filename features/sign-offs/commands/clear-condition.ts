import { gateTitle } from "@/features/gates/queries/summary";
import { upgradeCommand } from "@/lib/command";
import { conflict, notFound, refused } from "@/lib/errors";
import { loadUpgradeFacts } from "@/lib/facts";
import { clearConditionInput, clearConditionOutput } from "../schema";

/** Clears a condition under which somebody signed, with a note that says how it was met. */
export const clearCondition = upgradeCommand({
  name: "condition.clear",
  summary: "Clear a condition of a signature, with a note that says how it was met",
  method: "POST",
  path: "/upgrades/{upgrade}/conditions/{condition}/clear",
  input: clearConditionInput,
  output: clearConditionOutput,
  run: async ({ tx, now, upgrade: scope, actor }, input) => {
    const upgrade = await loadUpgradeFacts(tx, scope.id);
    const condition = upgrade.conditions.find(({ id }) => id === input.condition);
    const gate = upgrade.gates.find(({ id }) => id === condition?.gateId);
    const environment = upgrade.environments.find(({ id }) => id === gate?.environmentId);
    if (!condition || !gate || !environment) throw notFound("condition");
    if (condition.closedAt)
      throw refused([{ code: "already_cleared", message: "This condition was cleared already." }]);

    const { count } = await tx.signOffCondition.updateMany({
      where: { id: condition.id, version: input.version, clearedAt: null },
      data: { clearedAt: now, clearedById: actor.id, clearedNote: input.note, version: { increment: 1 } },
    });
    if (count !== 1) throw conflict("this condition", { version: condition.version });
    return {
      output: { id: condition.id, version: input.version + 1 },
      events: [
        {
          type: "condition.cleared",
          subject: { type: "condition", id: condition.id },
          environmentId: environment.id,
          data: { gate: gateTitle(environment, gate.kind), text: condition.text, note: input.note },
        },
      ],
    };
  },
});
