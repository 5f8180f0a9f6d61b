import { clockTakenBack } from "@/domain/environment-change";
import type { NewEvent } from "@/domain/event";
import { decideUndo } from "@/domain/step-change";
import type { Verdict } from "@/domain/verdict";
import { upgradeCommand } from "@/lib/command";
import { refused } from "@/lib/errors";
import { environmentsTouched, factsOf, type LoadedStep } from "../queries/facts";
import { type LastChange, lastChange } from "../queries/last-change";
import { changedStep, seenStepInput } from "../schema/changing";
import { beforeOf, changed, seenStep, writeSteps } from "./apply";

/** Puts a step, in memory, back to where it was before its last change, and the clock of its environment with it. */
export function applyUndo(
  step: LoadedStep,
  last: LastChange | null,
  { actorId, now }: { actorId: string; now: Date },
): Verdict<{ readonly event: NewEvent }> {
  const verdict = decideUndo({ actorId, now, step: factsOf(step, now), version: step.version, last });
  if (!verdict.ok) return verdict;
  const before = beforeOf(step);
  Object.assign(step, verdict.step);
  if (step.in && last?.clock) {
    const unstarts = verdict.unstartsEnvironment;
    Object.assign(step.in, clockTakenBack(step.in, { at: last.at, before: last.clock, unstarts }), {
      clockMoved: true,
    });
  }
  return {
    ok: true,
    event: {
      type: "step.undone",
      subject: { type: "step", id: step.id },
      environmentId: step.in?.id ?? null,
      data: { code: step.code, title: step.title, before, what: last?.what ?? "" },
    },
  };
}

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
    const verdict = applyUndo(step, last, { actorId: actor.id, now });
    if (!verdict.ok) throw refused(verdict.refusals);
    await writeSteps(tx, [step]);
    return {
      output: changed(step),
      events: [verdict.event],
      touched: await environmentsTouched(tx, upgrade.id, [step]),
    };
  },
});
