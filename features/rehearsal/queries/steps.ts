import type { ReadClient } from "@/lib/db";

type Client = Pick<ReadClient, "step">;

/** Steps of an environment as far as the way back goes. */
export function stepsBackOut(client: Client, environmentId: string) {
  return client.step.findMany({
    where: { environmentId, removedAt: null },
    select: {
      id: true,
      code: true,
      title: true,
      state: true,
      backOut: true,
      phasePosition: true,
      position: true,
    },
  });
}

/** Required steps of the migration itself that are open, in their order. */
export function openSteps(client: Client, environmentId: string) {
  return client.step.findMany({
    where: {
      environmentId,
      removedAt: null,
      required: true,
      part: { in: ["prepare", "migrate"] },
      state: { in: ["todo", "doing", "blocked"] },
    },
    orderBy: [{ phasePosition: "asc" }, { position: "asc" }],
    select: { code: true, title: true },
  });
}
