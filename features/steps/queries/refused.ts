import { decideAttest } from "@/domain/attestation";
import { type Action, abilities } from "@/domain/policy";
import type { StepAction } from "@/domain/step";
import { decideStep } from "@/domain/step-change";
import { decideAssign, decideDue, decideRemoveStep } from "@/domain/step-edit";
import type { Verdict } from "@/domain/verdict";
import type { UpgradeScope } from "@/lib/actor";
import type { StepDoing } from "../schema/reading";
import { factsOf, type LoadedStep } from "./facts";

/** The policy's name of everything that can be done with a step. */
const actionOf: Record<StepDoing, Action> = {
  start: "step.start",
  finish: "step.finish",
  block: "step.block",
  unblock: "step.unblock",
  pause: "step.pause",
  resume: "step.resume",
  skip: "step.skip",
  confirmSkip: "step.confirmSkip",
  declineSkip: "step.declineSkip",
  markNotApplicable: "step.markNotApplicable",
  reopen: "step.reopen",
  undo: "step.undo",
  assign: "step.assign",
  setDue: "step.setDue",
  setNote: "step.setNote",
  edit: "step.edit",
  move: "step.move",
  remove: "step.remove",
  attest: "step.attest",
  addEvidence: "evidence.add",
  comment: "comment.add",
};

const changes: Partial<Record<StepDoing, StepAction>> = {
  start: "start",
  finish: "finish",
  block: "block",
  unblock: "unblock",
  pause: "pause",
  resume: "resume",
  skip: "skip",
  confirmSkip: "confirm_skip",
  declineSkip: "decline_skip",
  markNotApplicable: "mark_not_applicable",
  reopen: "reopen",
};

interface Given {
  now: Date;
  /** What `decideUndo` says. */
  undo: Verdict;
  evidence: number;
}

/**
 * What the asker can't do with a step now: first what the policy says of their role, then what the rules say of the
 * step. The sentences are those a refused command answers; a reason that has still to be typed is taken as given.
 */
export function whatIsRefused(
  upgrade: UpgradeScope,
  step: LoadedStep,
  given: Given,
): Partial<Record<StepDoing, string>> {
  const { actor, roles, archived } = upgrade;
  const mayNot = abilities({
    signedIn: true,
    isAdmin: actor.isAdmin,
    roles,
    readOnly: actor.readOnly,
    archived,
  });
  const refused: Partial<Record<StepDoing, string>> = {};
  for (const doing of Object.keys(actionOf) as StepDoing[]) {
    const reason = mayNot[actionOf[doing]] ?? byRules(doing, step, actor.id, given);
    if (reason) refused[doing] = reason;
  }
  return refused;
}

function byRules(doing: StepDoing, step: LoadedStep, actorId: string, given: Given): string | null {
  const action = changes[doing];
  if (action)
    return said(decideStep(action, factsOf(step, given.now), { actorId, now: given.now, reason: "given" }));
  switch (doing) {
    case "undo":
      return said(given.undo);
    case "assign":
      return said(decideAssign({ ...step, assigneeId: "somebody" }, null));
    case "setDue":
      // Any date but the present one: whether it can have one at all.
      return said(decideDue({ ...step, dueAt: null }, given.now));
    case "attest":
      return said(decideAttest(step, actorId, null));
    case "remove":
      return said(
        decideRemoveStep({ ...step, evidence: given.evidence, attestations: step.attestations.length }),
      );
    default:
      return null;
  }
}

const said = (verdict: Verdict) =>
  verdict.ok ? null : verdict.refusals.map((refusal) => refusal.message).join(" ");
