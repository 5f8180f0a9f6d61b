import { changesEnvironment } from "@/domain/environment-change";
import type { NewEvent } from "@/domain/event";
import type { StepBefore } from "@/domain/events/step";
import type { StepAction, StepSnapshot } from "@/domain/step";
import { decideStep, snapshotOf, undoSeconds } from "@/domain/step-change";
import type { Verdict } from "@/domain/verdict";
import type { WriteClient } from "@/lib/db";
import { conflict, notFound } from "@/lib/errors";
import { factsOf, type LoadedStep, loadSteps } from "../queries/facts";
import type { ChangedStep } from "../schema/changing";

/** Reads the one step a command is about; refuses when it is not here, or is no longer what the caller saw. */
export async function seenStep(
  tx: WriteClient,
  upgradeId: string,
  input: { step: string; version: number },
): Promise<LoadedStep> {
  const [step] = await loadSteps(tx, upgradeId, [input.step]);
  if (!step) throw notFound("step");
  if (step.version !== input.version) throw conflict(step.code, changed(step));
  return step;
}

/** What was decided for one step, already put into `step`: so that what is decided next, of a step that waits for it, sees it. */
export interface Applied {
  event: NewEvent;
  needsSecondPerson: boolean;
}

/** Decides one action and puts what follows into the loaded step and its environment; nothing is written yet. */
export function applyAction(
  step: LoadedStep,
  action: Exclude<StepAction, "assign">,
  command: { actorId: string; now: Date; reason: string },
): Verdict<{ applied: Applied }> {
  const facts = factsOf(step, command.now);
  const verdict = decideStep(action, facts, command);
  if (!verdict.ok) return verdict;
  const before = beforeOf(step);
  const event = eventOf(action, step, before, verdict, command);
  const moves = changesEnvironment(action, step);
  Object.assign(step, verdict.step);
  if (step.in && (verdict.startsEnvironment || moves)) {
    if (verdict.startsEnvironment) step.in.startedAt = command.now;
    if (moves) step.in.changedAt = command.now;
    step.in.clockMoved = true;
  }
  return { ok: true, applied: { event, needsSecondPerson: verdict.needsSecondPerson } };
}

/** The step and the clock of its environment as history keeps them, so that the change can be undone. */
export function beforeOf(step: LoadedStep): StepBefore {
  const { stateSince, startedAt, finishedAt, pausedAt, ...rest } = snapshotOf(step);
  const iso = (value: Date | null) => value?.toISOString() ?? null;
  return {
    ...rest,
    stateSince: stateSince.toISOString(),
    startedAt: iso(startedAt),
    finishedAt: iso(finishedAt),
    pausedAt: iso(pausedAt),
    version: step.version,
    environment: step.in && { startedAt: iso(step.in.startedAt), changedAt: iso(step.in.changedAt) },
  };
}

function eventOf(
  action: Exclude<StepAction, "assign">,
  step: LoadedStep,
  before: StepBefore,
  change: { step: StepSnapshot; needsSecondPerson: boolean },
  command: { now: Date; reason: string },
): NewEvent {
  const about = { subject: { type: "step", id: step.id }, environmentId: step.in?.id ?? null } as const;
  const data = { code: step.code, title: step.title, before };
  const reason = command.reason.trim();
  switch (action) {
    case "start":
      return { type: "step.started", ...about, data };
    case "finish": {
      const minutes = step.startedAt ? (command.now.getTime() - step.startedAt.getTime()) / 60_000 : null;
      return { type: "step.finished", ...about, data: { ...data, minutes } };
    }
    case "block":
      return { type: "step.blocked", ...about, data: { ...data, reason } };
    case "unblock":
      return { type: "step.unblocked", ...about, data };
    case "pause":
      return { type: "step.paused", ...about, data: { ...data, reason } };
    case "resume":
      return { type: "step.resumed", ...about, data };
    case "skip":
      return {
        type: change.needsSecondPerson ? "step.skipRequested" : "step.skipped",
        ...about,
        data: { ...data, reason },
      };
    case "confirm_skip":
      return { type: "step.skipConfirmed", ...about, data: { ...data, reason: step.skipReason } };
    case "decline_skip":
      return { type: "step.skipDeclined", ...about, data: { ...data, reason } };
    case "mark_not_applicable":
      return { type: "step.markedNotApplicable", ...about, data: { ...data, reason } };
    case "reopen":
      return { type: "step.reopened", ...about, data: { ...data, reason } };
  }
}

/**
 * Stores steps as they are in memory now, each only if its version is still the one that was read, and counts it up; with
 * them the clocks of their environments that moved. One statement: everybody else in the upgrade waits for it.
 */
export async function writeSteps(tx: WriteClient, steps: readonly LoadedStep[]): Promise<void> {
  if (steps.length === 0) return;
  const rows = steps.map(({ id, version, assigneeId, dueAt, note, ...step }) => ({
    id,
    version,
    assigneeId,
    dueAt,
    note,
    ...snapshotOf(step),
  }));
  const environments = new Set(steps.flatMap(({ in: own }) => (own?.clockMoved ? [own] : [])));
  const clocks = [...environments].map(({ id, startedAt, changedAt }) => ({ id, startedAt, changedAt }));
  const written = await tx.$executeRaw`
    WITH clocks AS (
      UPDATE "Environment" e SET "startedAt" = k."startedAt", "changedAt" = k."changedAt"
      FROM jsonb_to_recordset(${JSON.stringify(clocks)}::jsonb) AS k(id uuid, "startedAt" timestamptz, "changedAt" timestamptz) WHERE e.id = k.id
    )
    UPDATE "Step" s SET state = c.state::"StepState", "stateReason" = c."stateReason", "stateSince" = c."stateSince",
      "startedAt" = c."startedAt", "finishedAt" = c."finishedAt", "doneById" = c."doneById",
      "skipRequestedById" = c."skipRequestedById", "skipReason" = c."skipReason", "pausedAt" = c."pausedAt",
      "pauseReason" = c."pauseReason", "assigneeId" = c."assigneeId", "dueAt" = c."dueAt", note = c.note, version = s.version + 1
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS c(id uuid, version int, state text, "stateReason" text, "stateSince" timestamptz,
      "startedAt" timestamptz, "finishedAt" timestamptz, "doneById" uuid, "skipRequestedById" uuid, "skipReason" text, "pausedAt" timestamptz,
      "pauseReason" text, "assigneeId" uuid, "dueAt" timestamptz, note text)
    WHERE s.id = c.id AND s.version = c.version AND s."removedAt" IS NULL`;
  const [first] = steps;
  if (written !== steps.length && first)
    throw conflict(steps.length === 1 ? first.code : "these steps", changed(first));
  for (const step of steps) step.version += 1;
}

/** The pause that lasts, as answers show it; null while somebody works on the step, or nobody has begun. */
const pauseOf = ({ pausedAt, pauseReason }: { pausedAt: Date | null; pauseReason: string }) =>
  pausedAt && { since: pausedAt.toISOString(), reason: pauseReason };

/** Until when a change of that time is offered to be taken back. */
export const undoableUntil = (since: Date): string =>
  new Date(since.getTime() + undoSeconds * 1000).toISOString();

/** The answer of a change. `undoable` says whether `step.undo` could take it back. */
export function changed(
  step: LoadedStep,
  given: { needsSecondPerson?: boolean; undoableSince?: Date } = {},
): ChangedStep {
  return {
    id: step.id,
    code: step.code,
    state: step.state,
    stateReason: step.stateReason,
    paused: pauseOf(step),
    startedAt: step.startedAt?.toISOString() ?? null,
    finishedAt: step.finishedAt?.toISOString() ?? null,
    doneById: step.doneById,
    assigneeId: step.assigneeId,
    dueAt: step.dueAt?.toISOString() ?? null,
    note: step.note,
    needsSecondPerson: given.needsSecondPerson ?? false,
    undoUntil: given.undoableSince ? undoableUntil(given.undoableSince) : null,
    version: step.version,
  };
}
