import type { StepAction } from "@/domain/step";
import type { Actor, UpgradeScope } from "@/lib/actor";
import { type CommandContext, type Outcome, upgradeCommand } from "@/lib/command";
import { refused } from "@/lib/errors";
import { environmentsTouched } from "../queries/facts";
import {
  type ChangedStep,
  changedStep,
  reasonedStepInput,
  reopenStepInput,
  seenStepInput,
} from "../schema/changing";
import { applyAction, changed, seenStep, writeSteps } from "./apply";
import { blockedNotices } from "./notices";

type Context = CommandContext<undefined> & { upgrade: UpgradeScope; actor: Actor & { id: string } };

/** One action on one step: facts → the domain decides → the write that only the first of two people gets through. */
const acting =
  (action: Exclude<StepAction, "assign">) =>
  async (
    { tx, now, upgrade, actor }: Context,
    input: { step: string; version: number; reason?: string },
  ): Promise<Outcome<ChangedStep>> => {
    const step = await seenStep(tx, upgrade.id, input);
    const verdict = applyAction(step, action, { actorId: actor.id, now, reason: input.reason ?? "" });
    if (!verdict.ok) throw refused(verdict.refusals);
    await writeSteps(tx, [step]);
    const { event, needsSecondPerson } = verdict.applied;
    return {
      output: changed(step, { needsSecondPerson, undoableSince: now }),
      events: [event],
      notices: action === "block" ? await blockedNotices(tx, upgrade, [step]) : [],
      touched: await environmentsTouched(tx, upgrade.id, [step]),
    };
  };

const output = changedStep;
const at = (verb: string) => ({
  method: "POST" as const,
  path: `/upgrades/{upgrade}/steps/{step}/${verb}`,
  output,
});

export const startStep = upgradeCommand({
  name: "step.start",
  summary: "Start a step",
  ...at("start"),
  input: seenStepInput,
  run: acting("start"),
});

export const finishStep = upgradeCommand({
  name: "step.finish",
  summary: "Finish a step",
  ...at("finish"),
  input: seenStepInput,
  run: acting("finish"),
});

export const blockStep = upgradeCommand({
  name: "step.block",
  summary: "Block a step, saying what it waits for",
  ...at("block"),
  input: reasonedStepInput,
  run: acting("block"),
});

export const unblockStep = upgradeCommand({
  name: "step.unblock",
  summary: "Unblock a step",
  ...at("unblock"),
  input: seenStepInput,
  run: acting("unblock"),
});

export const pauseStep = upgradeCommand({
  name: "step.pause",
  summary: "Pause a step in progress, saying why: until it goes on its time is no work",
  ...at("pause"),
  input: reasonedStepInput,
  run: acting("pause"),
});

export const resumeStep = upgradeCommand({
  name: "step.resume",
  summary: "Go on with a paused step",
  ...at("resume"),
  input: seenStepInput,
  run: acting("resume"),
});

export const skipStep = upgradeCommand({
  name: "step.skip",
  summary: "Skip a step; for a required one: ask a second person to agree",
  ...at("skip"),
  input: reasonedStepInput,
  run: acting("skip"),
});

export const confirmSkip = upgradeCommand({
  name: "step.confirmSkip",
  summary: "Agree, as the second person, that a required step is skipped",
  ...at("confirm-skip"),
  input: seenStepInput,
  run: acting("confirm_skip"),
});

export const declineSkip = upgradeCommand({
  name: "step.declineSkip",
  summary: "Decline that a required step is skipped, or take the request back",
  ...at("decline-skip"),
  input: reopenStepInput,
  run: acting("decline_skip"),
});

export const markStepNotApplicable = upgradeCommand({
  name: "step.markNotApplicable",
  summary: "Mark a step not applicable here",
  ...at("not-applicable"),
  input: reasonedStepInput,
  run: acting("mark_not_applicable"),
});

export const reopenStep = upgradeCommand({
  name: "step.reopen",
  summary: "Reopen a step that is done, skipped or not applicable",
  ...at("reopen"),
  input: reopenStepInput,
  run: acting("reopen"),
});
