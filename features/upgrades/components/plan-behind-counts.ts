import type { z } from "zod";
import type { planDifferenceOutput } from "../schema";

/** How much bringing the plan into line with the inventories would add and take out. */
export type PlanBehindCounts = { added: number; removed: number };

/** The counts of a difference: all that a page that leads to it has to be sent. */
export const planBehindCounts = async (
  difference: Promise<z.output<typeof planDifferenceOutput>>,
): Promise<PlanBehindCounts> => {
  const { added, removed } = await difference;
  return { added: added.length, removed: removed.length };
};
