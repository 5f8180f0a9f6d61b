import { environmentsTouched, loadSteps } from "@/features/steps/queries/facts";
import type { WriteClient } from "@/lib/db";
import { notFound } from "@/lib/errors";

/** What a piece of evidence proves, as its events name it. */
export interface Target {
  stepId: string | null;
  executionId: string | null;
  /** Code of the step or of the executed test case. */
  on: string;
  title: string;
  environmentId: string | null;
  /** Environments whose gates read this evidence. */
  touched: string[];
}

/** Finds the step or the execution, within the upgrade only. */
export async function loadTarget(
  tx: WriteClient,
  upgradeId: string,
  of: { step?: string; execution?: string },
): Promise<Target> {
  if (of.step) {
    const [step] = await loadSteps(tx, upgradeId, [of.step]);
    if (!step) throw notFound("step");
    const touched = await environmentsTouched(tx, upgradeId, [step]);
    return {
      stepId: step.id,
      executionId: null,
      on: step.code,
      title: step.title,
      environmentId: step.in?.id ?? null,
      touched,
    };
  }
  const execution = await tx.testExecution.findFirst({
    where: { id: of.execution ?? "", upgradeId },
    select: { id: true, environmentId: true, testCase: { select: { code: true, title: true } } },
  });
  if (!execution) throw notFound("test execution");
  const { id, environmentId, testCase } = execution;
  return {
    stepId: null,
    executionId: id,
    on: testCase.code,
    title: testCase.title,
    environmentId,
    touched: [environmentId],
  };
}
