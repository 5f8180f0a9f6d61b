import { backOutMinutes, reversePlan } from "@/domain/back-out";
import type { ReadClient } from "@/lib/db";

/** P80 of the way back from where an environment is, in minutes: how many steps it has, and how many of them were ever timed. */
export async function wayBack(
  read: Pick<ReadClient, "step" | "backOutStep">,
  upgradeId: string,
  environmentId: string,
): Promise<{ steps: number; minutes: number; measured: number }> {
  const steps = await read.step.findMany({
    where: { environmentId, removedAt: null },
    select: {
      id: true,
      playbookStepId: true,
      code: true,
      state: true,
      backOut: true,
      phasePosition: true,
      position: true,
      plannedMinutes: true,
    },
  });
  const plan = reversePlan(steps);
  const rows = await read.backOutStep.findMany({
    where: { run: { upgradeId }, finishedAt: { not: null } },
    select: { stepId: true, startedAt: true, finishedAt: true },
  });
  const timedSteps = await read.step.findMany({
    where: { id: { in: rows.map(({ stepId }) => stepId) } },
    select: { id: true, code: true },
  });
  const codes = new Map(timedSteps.map(({ id, code }) => [id, code]));
  const minutes = new Map<string, number[]>();
  for (const { stepId, startedAt, finishedAt } of rows) {
    const code = codes.get(stepId);
    if (!code || !finishedAt) continue;
    minutes.set(code, [...(minutes.get(code) ?? []), (finishedAt.getTime() - startedAt.getTime()) / 60_000]);
  }
  const bases = plan.map(({ code, plannedMinutes }) => ({
    planned: plannedMinutes,
    timed: minutes.get(code) ?? [],
  }));
  return {
    steps: plan.length,
    minutes: backOutMinutes(bases),
    measured: bases.filter(({ timed }) => timed.length > 0).length,
  };
}
