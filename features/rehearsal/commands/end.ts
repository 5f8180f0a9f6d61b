import { reversePlan } from "@/domain/back-out";
import { decideEndRun, minutesBetween } from "@/domain/migration-run";
import { upgradeCommand } from "@/lib/command";
import { AppError, notFound, refused } from "@/lib/errors";
import { demandedOf, findRun } from "../queries/find-run";
import { openSteps, stepsBackOut } from "../queries/steps";
import { backOutInput, backOutStepInput, endBackOutInput, endRunInput, savedRun } from "../schema/runs";
import { aboutRun, hasEnded, interruptionsOf, ofRun, seenRun, writeRun } from "./run-change";

const minutes = (from: Date, to: Date) => (to.getTime() - from.getTime()) / 60_000;

/** Begins the way back: its time counts from now. */
export const backOut = upgradeCommand({
  name: "run.backOut",
  summary: "Begin to back out of a run, by the reverse of what was done",
  method: "POST",
  path: "/upgrades/{upgrade}/migration-runs/{run}/back-out",
  input: backOutInput,
  output: savedRun,
  run: async ({ tx, now, upgrade }, input) => {
    const run = await seenRun(tx, upgrade, input);
    if (run.backOutAt) throw new AppError("refused", "The back-out of this run has begun already.");
    const steps = reversePlan(await stepsBackOut(tx, run.environmentId)).length;
    if (steps === 0)
      throw new AppError(
        "refused",
        "Nothing was done yet that says how it is undone: there is nothing to back out of.",
      );
    return {
      output: await writeRun(tx, run, { backOutAt: now }),
      events: [
        { type: "run.backOutBegun", ...aboutRun(run), data: { ...ofRun(run), reason: input.reason, steps } },
      ],
      touched: [],
    };
  },
});

/** Begins to undo a step, or says that it is undone. The last step undone does not end the back-out: people check first. */
export const backOutOfStep = upgradeCommand({
  name: "run.backOutStep",
  summary: "Begin to undo a step of a run, or say that it is undone",
  method: "PUT",
  path: "/upgrades/{upgrade}/migration-runs/{run}/back-out/{step}",
  input: backOutStepInput,
  output: savedRun,
  run: async ({ tx, now, upgrade, actor }, input) => {
    const run = await findRun(tx, upgrade, input.run);
    if (run.endedAt) throw hasEnded(run);
    if (!run.backOutAt || run.backOutEndedAt)
      throw new AppError("refused", "This run is not being backed out of.");
    const step = reversePlan(await stepsBackOut(tx, run.environmentId)).find(({ id }) => id === input.step);
    if (!step) throw notFound("step to undo");
    const where = { runId_stepId: { runId: run.id, stepId: step.id } };
    const known = await tx.backOutStep.findUnique({ where });
    const about = { ...ofRun(run), code: step.code, title: step.title };
    if (known?.finishedAt) throw new AppError("refused", `${step.code} is undone already.`);
    if (!input.done) {
      if (known) throw new AppError("refused", `Somebody is undoing ${step.code} already.`);
      await tx.backOutStep.create({
        data: { runId: run.id, stepId: step.id, startedAt: now, byId: actor.id },
      });
      return {
        output: await writeRun(tx, run, {}),
        events: [{ type: "run.backOutStepBegun", ...aboutRun(run), data: about }],
        touched: [],
      };
    }
    const startedAt = known?.startedAt ?? now;
    await tx.backOutStep.upsert({
      where,
      create: { runId: run.id, stepId: step.id, startedAt, finishedAt: now, byId: actor.id },
      update: { finishedAt: now },
    });
    return {
      output: await writeRun(tx, run, {}),
      events: [
        {
          type: "run.backOutStepDone",
          ...aboutRun(run),
          data: { ...about, minutes: minutes(startedAt, now) },
        },
      ],
      touched: [],
    };
  },
});

/** Everything is back as it was: the time of the back-out is known. */
export const endBackOut = upgradeCommand({
  name: "run.endBackOut",
  summary: "Finish the back-out of a run, when every step that was done is undone",
  method: "POST",
  path: "/upgrades/{upgrade}/migration-runs/{run}/back-out/end",
  input: endBackOutInput,
  output: savedRun,
  run: async ({ tx, now, upgrade }, input) => {
    const run = await seenRun(tx, upgrade, input);
    if (!run.backOutAt || run.backOutEndedAt)
      throw new AppError("refused", "This run is not being backed out of.");
    const undone = await tx.backOutStep.findMany({ where: { runId: run.id, finishedAt: { not: null } } });
    const ids = new Set(undone.map(({ stepId }) => stepId));
    const left = reversePlan(await stepsBackOut(tx, run.environmentId)).filter(({ id }) => !ids.has(id));
    if (left.length > 0)
      throw refused(
        left.map(({ code, title }) => ({ code: "not_undone", message: `${code} “${title}” is not undone.` })),
      );
    return {
      output: await writeRun(tx, run, { backOutEndedAt: now }),
      events: [
        {
          type: "run.backOutDone",
          ...aboutRun(run),
          data: { ...ofRun(run), minutes: minutes(run.backOutAt, now) },
        },
      ],
    };
  },
});

/** Ends a run. A pilot that succeeded is what production's entry gate may ask for. */
export const endRun = upgradeCommand({
  name: "run.end",
  summary: "End a run with its outcome and lessons",
  method: "POST",
  path: "/upgrades/{upgrade}/migration-runs/{run}/end",
  input: endRunInput,
  output: savedRun,
  run: async ({ tx, now, upgrade, actor }, input) => {
    const run = await seenRun(tx, upgrade, input);
    const open = await openSteps(tx, run.environmentId);
    const verdict = decideEndRun({
      ended: run.endedAt !== null,
      outcome: input.outcome,
      lessons: input.lessons,
      open: open.map(({ code }) => code),
      backingOut: run.backOutAt !== null && run.backOutEndedAt === null,
      demanded: await demandedOf(tx, run.id),
    });
    if (!verdict.ok) throw refused(verdict.refusals);
    await tx.runEntry.updateMany({
      where: { runId: run.id, kind: "interruption", until: null },
      data: { until: now },
    });
    const interruptions = await interruptionsOf(tx, run.id);
    const took = minutesBetween(
      run.startedAt,
      now,
      interruptions.map(({ at, until }) => ({ from: at, to: until })),
    );
    return {
      output: await writeRun(tx, run, {
        endedAt: now,
        endedById: actor.id,
        outcome: input.outcome,
        lessons: input.lessons,
      }),
      events: [
        {
          type: "run.ended",
          ...aboutRun(run),
          data: { ...ofRun(run), outcome: input.outcome, minutes: took, lessons: input.lessons },
        },
      ],
    };
  },
});
