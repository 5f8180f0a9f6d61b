import type { NewEvent } from "@/domain/event";
import { planChanges } from "@/domain/plan-change";
import type { WriteClient } from "@/lib/db";

/** Stamps environments whose steps these events changed: a pilot from before rehearsed something else. */
export async function stampPlanChanges(
  tx: Pick<WriteClient, "environment">,
  upgradeId: string,
  events: readonly NewEvent[],
  now: Date,
): Promise<void> {
  for (const { environmentId, plan, backOut } of planChanges(events)) {
    await tx.environment.updateMany({
      where: environmentId === null ? { upgradeId } : { id: environmentId },
      data: { ...(plan && { planChangedAt: now }), ...(backOut && { backOutChangedAt: now }) },
    });
  }
}
