import type { WriteClient } from "@/lib/db";
import { predecessorRows, stepRows, testRows } from "@/lib/plan-rows";
import { differenceOf, type Replan } from "./replan";

const keptReason = "Kept although the plan no longer asks for it: work was done here.";

/** Brings steps, use cases and test cases into line with a plan: adds, takes out what nobody worked on, keeps the rest. */
export async function applyPlan(
  tx: WriteClient,
  upgradeId: string,
  found: Replan,
  now: Date,
  newId: () => string,
): Promise<void> {
  await applySteps(tx, upgradeId, found, now, newId);
  await applyTests(tx, upgradeId, found, now, newId);
}

/** What a plan adds, removes and keeps, by names for history: "D-15 in Dev". */
export function namedDifference(found: Replan) {
  const difference = differenceOf(found);
  const names = (
    items: readonly { kind: string; code: string; title: string; environment: string | null }[],
  ) =>
    items.map(
      (item) =>
        [item.kind === "page" ? `“${item.title}” to read for ${item.code}` : item.code, item.environment]
          .filter(Boolean)
          .join(" in ") || item.title,
    );
  return {
    added: names(difference.added),
    removed: names(difference.removed),
    kept: names(difference.kept),
  };
}

async function applySteps(tx: WriteClient, upgradeId: string, found: Replan, now: Date, newId: () => string) {
  const ids = new Map([...found.present.steps].map(([key, row]) => [key, row.id]));
  const isNew = found.steps.added.filter((step) => !ids.has(step.key));
  const back = found.steps.added.filter((step) => ids.has(step.key));
  for (const step of isNew) ids.set(step.key, newId());
  const environmentIds = new Map(found.environments.map((environment) => [environment.key, environment.id]));
  await tx.step.createMany({
    data: stepRows(upgradeId, isNew, (key) => ids.get(key) ?? newId(), environmentIds, now),
  });
  for (const step of back) {
    await tx.step.update({
      where: { id: ids.get(step.key) },
      data: {
        removedAt: null,
        reason: step.reason,
        readings: step.readings.map((page) => ({ ...page })),
        version: { increment: 1 },
      },
    });
  }
  for (const { step, readings } of found.pages) {
    await tx.step.update({
      where: { id: step.id },
      data: { readings: readings.map((page) => ({ ...page })), version: { increment: 1 } },
    });
  }
  const removed = found.steps.removed.map((row) => row.id);
  const waited = await tx.stepPredecessor.findMany({
    where: { predecessorId: { in: removed } },
    select: { stepId: true },
  });
  await tx.stepPredecessor.deleteMany({
    where: { OR: [{ stepId: { in: removed } }, { predecessorId: { in: removed } }] },
  });
  await tx.step.updateMany({
    where: { id: { in: removed } },
    data: { removedAt: now, version: { increment: 1 } },
  });
  await tx.step.updateMany({
    where: { id: { in: found.steps.keptBecauseWorkDone.map((row) => row.id) } },
    data: { reason: keptReason },
  });

  // Only links that the change brings: those of added steps, and those that take the place of a removed step. What a lead unlinked stays so.
  const planned = [...found.plan.planSteps, ...found.plan.environmentSteps.flatMap((part) => part.steps)];
  const concerned = new Set([
    ...found.steps.added.map((step) => ids.get(step.key)),
    ...waited.map((link) => link.stepId),
  ]);
  const links = predecessorRows(planned, (key) => ids.get(key)).filter(
    (link) => concerned.has(link.stepId) || concerned.has(link.predecessorId),
  );
  await tx.stepPredecessor.createMany({ data: links, skipDuplicates: true });
  await placeAdded(tx, upgradeId, found, ids);
}

/** Puts added steps behind the planned step before them; everything else keeps its order, custom steps included. */
async function placeAdded(
  tx: WriteClient,
  upgradeId: string,
  found: Replan,
  ids: ReadonlyMap<string, string>,
) {
  const lists = [
    { environmentId: null as string | null, steps: found.plan.planSteps },
    ...found.plan.environmentSteps.map((part) => ({
      environmentId: found.environments.find((one) => one.key === part.environment.key)?.id ?? null,
      steps: part.steps,
    })),
  ];
  const added = new Set(found.steps.added.map((step) => ids.get(step.key)));
  for (const { environmentId, steps } of lists) {
    if (!steps.some((step) => added.has(ids.get(step.key)))) continue;
    const rows = await tx.step.findMany({
      where: { upgradeId, environmentId, removedAt: null },
      orderBy: [{ position: "asc" }, { id: "asc" }],
      select: { id: true, position: true },
    });
    const order = rows.map((row) => row.id).filter((id) => !added.has(id));
    let before = -1;
    for (const step of steps) {
      const id = ids.get(step.key);
      if (!id) continue;
      if (added.has(id)) order.splice(before + 1, 0, id);
      before = order.indexOf(id) >= 0 ? order.indexOf(id) : before;
    }
    for (const [position, id] of order.entries()) {
      if (rows.find((row) => row.id === id)?.position !== position)
        await tx.step.update({ where: { id }, data: { position } });
    }
  }
}

async function applyTests(tx: WriteClient, upgradeId: string, found: Replan, now: Date, newId: () => string) {
  const { useCases, testCases } = found.present;
  const restoredUse = found.useCases.added.flatMap((item) => useCases.get(item.key)?.id ?? []);
  const restoredTest = found.testCases.added.flatMap((item) => testCases.get(item.key)?.id ?? []);
  await tx.useCase.updateMany({
    where: { id: { in: restoredUse } },
    data: { archivedAt: null, version: { increment: 1 } },
  });
  await tx.testCase.updateMany({
    where: { id: { in: restoredTest } },
    data: { archivedAt: null, version: { increment: 1 } },
  });
  await tx.useCase.updateMany({
    where: { id: { in: found.useCases.removed.map((row) => row.id) } },
    data: { archivedAt: now, version: { increment: 1 } },
  });
  await tx.testCase.updateMany({
    where: { id: { in: found.testCases.removed.map((row) => row.id) } },
    data: { archivedAt: now, version: { increment: 1 } },
  });
  await tx.useCase.updateMany({
    where: { id: { in: found.useCases.keptBecauseWorkDone.map((row) => row.id) } },
    data: { reason: keptReason },
  });
  await tx.testCase.updateMany({
    where: { id: { in: found.testCases.keptBecauseWorkDone.map((row) => row.id) } },
    data: { reason: keptReason },
  });

  const fresh = {
    useCases: found.useCases.added.filter((item) => !useCases.has(item.key)),
    testCases: found.testCases.added.filter((item) => !testCases.has(item.key)),
  };
  const known = new Map([...useCases].map(([key, row]) => [key, row.id]));
  const counts = {
    useCases: await highest(tx, upgradeId, "useCase"),
    testCases: await highest(tx, upgradeId, "testCase"),
  };
  const rows = testRows(upgradeId, fresh, newId, now, counts, known);
  await tx.useCase.createMany({ data: rows.useCases });
  await tx.testCase.createMany({ data: rows.testCases });
  await tx.testCaseRevision.createMany({ data: rows.revisions });
}

/** The highest number in use among "UC-7" or "TC-31"; codes are never given twice. */
async function highest(tx: WriteClient, upgradeId: string, table: "useCase" | "testCase"): Promise<number> {
  const codes =
    table === "useCase"
      ? await tx.useCase.findMany({ where: { upgradeId }, select: { code: true } })
      : await tx.testCase.findMany({ where: { upgradeId }, select: { code: true } });
  return codes.reduce((most, { code }) => Math.max(most, Number(/\d+$/.exec(code)?.[0] ?? 0)), 0);
}
