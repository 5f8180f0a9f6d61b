import { environmentsTouched, loadSteps } from "@/features/steps/queries/facts";
import type { WriteClient } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { byReference } from "@/lib/test-cases";

/** What a piece of evidence proves, as its events name it. */
export interface Target {
  stepId: string | null;
  executionId: string | null;
  itemId: string | null;
  /** Code of the step, of the executed test case or of the inventory item. */
  on: string;
  title: string;
  environmentId: string | null;
  /** Of an item: the environment it was dealt with in; null where the piece proves the verdict itself. */
  itemEnvironmentId: string | null;
  /** Environments whose gates read this evidence. */
  touched: string[];
}

/** Finds the step, the execution or the item, within the upgrade only. `environment` is the key of the item's. */
export async function loadTarget(
  tx: WriteClient,
  upgradeId: string,
  of: { step?: string; execution?: string; item?: string; environment?: string },
): Promise<Target> {
  if (of.step) {
    const [step] = await loadSteps(tx, upgradeId, [of.step]);
    if (!step) throw notFound("step");
    const touched = await environmentsTouched(tx, upgradeId, [step]);
    return {
      stepId: step.id,
      executionId: null,
      itemId: null,
      itemEnvironmentId: null,
      on: step.code,
      title: step.title,
      environmentId: step.in?.id ?? null,
      touched,
    };
  }
  if (of.item) return itemTarget(tx, upgradeId, of.item, of.environment);
  const execution = await tx.testExecution.findFirst({
    where: { id: of.execution ?? "", upgradeId },
    select: { id: true, environmentId: true, testCase: { select: { code: true, title: true } } },
  });
  if (!execution) throw notFound("test execution");
  const { id, environmentId, testCase } = execution;
  return {
    stepId: null,
    executionId: id,
    itemId: null,
    itemEnvironmentId: null,
    on: testCase.code,
    title: testCase.title,
    environmentId,
    touched: [environmentId],
  };
}

async function itemTarget(
  tx: WriteClient,
  upgradeId: string,
  reference: string,
  environment: string | undefined,
): Promise<Target> {
  const item = await tx.inventoryItem.findFirst({
    where: { ...byReference(upgradeId, reference), removedAt: null },
    select: { id: true, code: true, title: true },
  });
  if (!item) throw notFound("inventory item");
  const places = await tx.environment.findMany({
    where: { upgradeId },
    select: { id: true, key: true },
  });
  const place = places.find(({ id, key }) => key === environment || id === environment);
  if (environment !== undefined && !place) throw notFound("environment");
  return {
    stepId: null,
    executionId: null,
    itemId: item.id,
    itemEnvironmentId: place?.id ?? null,
    on: item.code,
    title: item.title,
    environmentId: place?.id ?? null,
    touched: place ? [place.id] : places.map(({ id }) => id),
  };
}
