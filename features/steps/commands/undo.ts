import { clockTakenBack } from "@/domain/environment-change";

import { decideUndo } from "@/domain/step-change";
import { upgradeCommand } from "@/lib/command";
import { refused } from "@/lib/errors";
import { environmentsTouched, factsOf } from "../queries/facts";
import { lastChange } from "../queries/last-change";
import { changedStep, seenStepInput } from "../schema";
import { beforeOf, changed, seenStep, writeSteps } from "./apply";

/** Takes back one's own last change of a step within seconds: the step, and the clock of its environment, as they were. */
export const undoStep = upgradeCommand({
  name: "step.undo",
  summary: "Take back your own last change of a step, within ten seconds",
  method: "POST",
  path: "/upgrades/{upgrade}/steps/{step}/undo",
  input: seenStepInput,
  output: changedStep,
  run: async ({ tx, now, upgrade, actor }, input) => {
    const step = await seenStep(tx, upgrade.id, input);
    const last = await lastChange(tx, upgrade.id, step);
    const verdict = decideUndo({ actorId: actor.id, now, step: factsOf(step), version: step.version, last });
    if (!verdict.ok) throw refused(verdict.refusals);
    const before = beforeOf(step);
    Object.assign(step, verdict.step);
    if (step.in && last?.clock) {
      const unstarts = verdict.unstartsEnvironment;
      Object.assign(step.in, clockTakenBack(step.in, { at: last.at, before: last.clock, unstarts }), {
        clockMoved: true,
      });
    }
    await writeSteps(tx, [step]);
    return {
      output: changed(step),
      events: [
        {
          type: "step.undone",
          subject: { type: "step", id: step.id },
          environmentId: step.in?.id ?? null,
          data: { code: step.code, title: step.title, before, what: last?.what ?? "" },
        },
      ],
      touched: await environmentsTouched(tx, upgrade.id, [step]),
    };
  },
});
