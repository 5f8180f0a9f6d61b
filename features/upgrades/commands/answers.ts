import { upgradeCommand } from "@/lib/command";
import type { Prisma } from "@/lib/db";
import { AppError, conflict } from "@/lib/errors";
import { changeAnswersInput, changeAnswersOutput } from "../schema";
import { applyPlan, namedDifference } from "./apply-plan";
import { differenceOf, replan } from "./replan";

/** Changes answers and brings the plan into line: adds, takes out what nobody worked on, keeps the rest. One transaction. */
export const changeAnswers = upgradeCommand({
  name: "upgrade.changeAnswers",
  summary: "Change answers and apply the difference of the plan",
  method: "PUT",
  path: "/upgrades/{upgrade}/answers",
  input: changeAnswersInput,
  output: changeAnswersOutput,
  run: async ({ tx, now, newId, upgrade }, input) => {
    const found = await replan(tx, upgrade.id, input.answers);
    if (found.changes.length === 0)
      throw new AppError("invalid_input", "These are the answers the plan is made from already.");
    const { count } = await tx.upgrade.updateMany({
      where: { id: upgrade.id, version: input.version },
      data: { answers: found.is as Prisma.InputJsonObject, version: { increment: 1 } },
    });
    if (count !== 1) {
      const current = await tx.upgrade.findUniqueOrThrow({
        where: { id: upgrade.id },
        select: { answers: true, version: true },
      });
      throw conflict("the answers", current);
    }
    await applyPlan(tx, upgrade.id, found, now, newId);
    return {
      output: { ...differenceOf(found), version: input.version + 1 },
      events: [
        {
          type: "upgrade.answersChanged",
          subject: { type: "upgrade", id: upgrade.id },
          data: {
            changes: found.changes,
            ...namedDifference(found),
          },
        },
      ],
    };
  },
});
