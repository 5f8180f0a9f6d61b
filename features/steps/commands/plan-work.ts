import type { NewEvent } from "@/domain/event";
import { decideAssign, decideDue } from "@/domain/step-edit";
import type { Verdict } from "@/domain/verdict";
import { upgradeCommand } from "@/lib/command";
import type { WriteClient } from "@/lib/db";
import { refused } from "@/lib/errors";
import { type LoadedStep, loadMembers } from "../queries/facts";
import { assignStepInput, changedStep, setDueInput, setNoteInput } from "../schema/changing";
import { changed, seenStep, writeSteps } from "./apply";
import { assignedNotices } from "./notices";

/** What says who does a step, until when, and what to remember: none of it moves a gate. */

const about = (step: LoadedStep) =>
  ({ subject: { type: "step", id: step.id }, environmentId: step.in?.id ?? null }) as const;
const at = (what: string) => ({
  method: "PUT" as const,
  path: `/upgrades/{upgrade}/steps/{step}/${what}`,
  output: changedStep,
});

/** Decides an assignment and puts it into the loaded step. */
export function applyAssign(
  step: LoadedStep,
  assignee: Parameters<typeof decideAssign>[1],
  nameOf: (id: string) => string,
): Verdict<{ event: NewEvent }> {
  const verdict = decideAssign(step, assignee);
  if (!verdict.ok) return verdict;
  const was = step.assigneeId === null ? null : nameOf(step.assigneeId);
  step.assigneeId = assignee?.id ?? null;
  const data = { code: step.code, title: step.title, was, is: assignee?.name ?? null };
  return { ok: true, event: { type: "step.assigned", ...about(step), data } };
}

/** Decides a due date and puts it into the loaded step. */
export function applyDue(step: LoadedStep, dueAt: Date | null): Verdict<{ event: NewEvent }> {
  const verdict = decideDue(step, dueAt);
  if (!verdict.ok) return verdict;
  const was = step.dueAt?.toISOString() ?? null;
  step.dueAt = dueAt;
  const data = { code: step.code, title: step.title, was, is: dueAt?.toISOString() ?? null };
  return { ok: true, event: { type: "step.dueSet", ...about(step), data } };
}

/** Who is to get steps, with their roles here (null: not a member), and the names of everybody concerned. */
export async function loadAssignee(
  tx: WriteClient,
  upgradeId: string,
  assigneeId: string | null,
  steps: readonly LoadedStep[],
) {
  const members = await loadMembers(tx, upgradeId);
  const others = [...steps.map((step) => step.assigneeId), assigneeId].filter(
    (id) => id !== null && !members.some((member) => member.id === id),
  );
  const strangers =
    others.length === 0
      ? []
      : await tx.user.findMany({
          where: { id: { in: others as string[] } },
          select: { id: true, name: true },
        });
  const names = new Map([...members, ...strangers].map((person) => [person.id, person.name]));
  const nameOf = (id: string) => names.get(id) ?? "somebody";
  const member = members.find(({ id }) => id === assigneeId);
  const assignee =
    assigneeId === null
      ? null
      : { id: assigneeId, name: member?.name ?? "That person", roles: member?.roles ?? null };
  return { assignee, nameOf };
}

export const assignStep = upgradeCommand({
  name: "step.assign",
  summary: "Assign a step to a lead or engineer, or to nobody",
  ...at("assignee"),
  input: assignStepInput,
  run: async ({ tx, upgrade, actor }, input) => {
    const step = await seenStep(tx, upgrade.id, input);
    const { assignee, nameOf } = await loadAssignee(tx, upgrade.id, input.assigneeId, [step]);
    const verdict = applyAssign(step, assignee, nameOf);
    if (!verdict.ok) throw refused(verdict.refusals);
    await writeSteps(tx, [step]);
    const notices = assignee ? assignedNotices(upgrade.key, actor, assignee.id, [step]) : [];
    // Blockers name the assignee as who can clear them, but neither their number nor the gate depends on it.
    return { output: changed(step), events: [verdict.event], notices, touched: [] };
  },
});

export const setDue = upgradeCommand({
  name: "step.setDue",
  summary: "Set or remove the due date of a step",
  ...at("due"),
  input: setDueInput,
  run: async ({ tx, upgrade }, input) => {
    const step = await seenStep(tx, upgrade.id, input);
    const verdict = applyDue(step, input.dueAt === null ? null : new Date(input.dueAt));
    if (!verdict.ok) throw refused(verdict.refusals);
    await writeSteps(tx, [step]);
    return { output: changed(step), events: [verdict.event], touched: [] };
  },
});

export const setNote = upgradeCommand({
  name: "step.setNote",
  summary: "Write the note of a step",
  ...at("note"),
  input: setNoteInput,
  run: async ({ tx, upgrade }, input) => {
    const step = await seenStep(tx, upgrade.id, input);
    if (step.note === input.note)
      throw refused([{ code: "unchanged", message: `The note of ${step.code} says that already.` }]);
    const data = { code: step.code, title: step.title, was: step.note, is: input.note };
    step.note = input.note;
    await writeSteps(tx, [step]);
    return { output: changed(step), events: [{ type: "step.noteSet", ...about(step), data }], touched: [] };
  },
});
