import type { z } from "zod";
import { topologicalOrder } from "@/domain/dependency";
import type { NewEvent } from "@/domain/event";
import type { StepAction } from "@/domain/step";
import type { Refusal } from "@/domain/verdict";
import { upgradeCommand } from "@/lib/command";
import { refused } from "@/lib/errors";
import { environmentsTouched, type LoadedStep, loadSteps } from "../queries/facts";
import { type LastChange, lastChanges } from "../queries/last-change";
import { type BulkAction, type bulkResult, bulkStepsInput, bulkStepsOutput } from "../schema/changing";
import { applyAction, undoableUntil, writeSteps } from "./apply";
import { assignedNotices, blockedNotices } from "./notices";
import { applyAssign, applyDue, loadAssignee } from "./plan-work";
import { applyUndo } from "./undo";

type Result = z.input<typeof bulkResult>;

const actions: Record<Exclude<BulkAction, "assign" | "setDue" | "undo">, Exclude<StepAction, "assign">> = {
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

/**
 * One action on several steps in one transaction. Each step is changed whole or refused with its reasons, and the
 * refused ones don't hold up the others. Steps are taken in the order they wait for each other, so that finishing a
 * step and the one behind it works in one go.
 */
export const bulkSteps = upgradeCommand({
  name: "step.bulk",
  summary: "Take one action on several steps; those that can't be changed are returned with their reasons",
  method: "POST",
  path: "/upgrades/{upgrade}/steps/bulk",
  input: bulkStepsInput,
  output: bulkStepsOutput,
  run: async ({ tx, now, upgrade, actor }, input) => {
    const loaded = new Map(
      (
        await loadSteps(
          tx,
          upgrade.id,
          input.steps.map(({ id }) => id),
        )
      ).map((step) => [step.id, step]),
    );
    const results = new Map<string, Result>();
    const refuse = (id: string, refusals: readonly Refusal[]) =>
      results.set(id, { ok: false, id, code: loaded.get(id)?.code ?? null, refusals: [...refusals] });

    const fresh: LoadedStep[] = [];
    for (const { id, version } of input.steps) {
      const step = loaded.get(id);
      if (!step) refuse(id, [{ code: "not_found", message: "There is no such step here." }]);
      else if (step.version !== version)
        refuse(id, [
          { code: "version_conflict", message: `Somebody changed ${step.code} since you opened it.` },
        ]);
      else if (!fresh.includes(step)) fresh.push(step);
    }
    share(fresh);

    const last = input.action === "undo" ? await lastChanges(tx, upgrade.id, fresh) : null;
    const apply = await applier(input.action, fresh);
    const done: LoadedStep[] = [];
    const events: NewEvent[] = [];
    for (const step of last ? latestFirst(fresh, last) : inWaitingOrder(fresh)) {
      const verdict = apply(step);
      if (!verdict.ok) {
        refuse(step.id, verdict.refusals);
        continue;
      }
      done.push(step);
      events.push(verdict.event);
      results.set(step.id, {
        ok: true,
        id: step.id,
        code: step.code,
        state: step.state,
        needsSecondPerson: verdict.needsSecondPerson,
        version: step.version + 1,
      });
    }

    const asked = input.steps.flatMap(({ id }) => results.get(id) ?? []);
    const refusals = asked.flatMap((result) => (result.ok ? [] : result.refusals));
    if (done.length === 0) throw refused(refusals, { results: asked });
    await writeSteps(tx, done);
    const still = input.action === "assign" || input.action === "setDue";
    return {
      output: {
        done: done.length,
        refused: asked.length - done.length,
        results: asked,
        undoUntil: still || last ? null : undoableUntil(now),
      },
      events,
      notices:
        input.action === "block"
          ? await blockedNotices(tx, upgrade, done)
          : input.action === "assign" && input.assigneeId
            ? assignedNotices(upgrade.key, actor, input.assigneeId, done)
            : [],
      touched: still ? [] : await environmentsTouched(tx, upgrade.id, done),
    };

    /** How the action is taken on one step. */
    async function applier(action: BulkAction, steps: readonly LoadedStep[]) {
      if (action === "assign") {
        const { assignee, nameOf } = await loadAssignee(tx, upgrade.id, input.assigneeId ?? null, steps);
        return (step: LoadedStep) => withEvent(applyAssign(step, assignee, nameOf));
      }
      if (action === "setDue") {
        const dueAt = input.dueAt ? new Date(input.dueAt) : null;
        return (step: LoadedStep) => withEvent(applyDue(step, dueAt));
      }
      const command = { actorId: actor.id, now, reason: input.reason };
      if (action === "undo")
        return (step: LoadedStep) => withEvent(applyUndo(step, last?.get(step.id) ?? null, command));
      return (step: LoadedStep) => {
        const verdict = applyAction(step, actions[action], command);
        return verdict.ok ? { ok: true as const, ...verdict.applied } : verdict;
      };
    }
  },
});

const withEvent = (verdict: ReturnType<typeof applyDue | typeof applyUndo>) =>
  verdict.ok ? { ok: true as const, event: verdict.event, needsSecondPerson: false } : verdict;

/** Lets steps of the selection see each other's new states: a predecessor among them becomes the very object that is changed. */
function share(steps: readonly LoadedStep[]): void {
  const byId = new Map(steps.map((step) => [step.id, step]));
  for (const step of steps)
    step.predecessors = step.predecessors.map((predecessor) => byId.get(predecessor.id) ?? predecessor);
}

/** The order in which changes are taken back: from the last to the first, as the clock of an environment moved. */
const latestFirst = (steps: readonly LoadedStep[], last: ReadonlyMap<string, LastChange>): LoadedStep[] =>
  [...steps].sort((a, b) => (last.get(b.id)?.seq ?? 0) - (last.get(a.id)?.seq ?? 0));

function inWaitingOrder(steps: readonly LoadedStep[]): LoadedStep[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const edges = steps.flatMap((step) =>
    step.predecessors.map(({ id }) => ({ stepId: step.id, predecessorId: id })),
  );
  const order = topologicalOrder([...byId.keys()], edges) ?? [...byId.keys()];
  return order.flatMap((id) => byId.get(id) ?? []);
}
