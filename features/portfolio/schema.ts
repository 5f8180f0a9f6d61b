import { z } from "zod";
import { environmentKinds, environmentStatuses } from "@/domain/environment";
import { urgencies } from "@/domain/portfolio";
import { pagedBy, pageOf, upgradeKey } from "@/lib/fields";

export const portfolioInput = z.object({
  ...pagedBy.key,
  /** Part of a key or title. */
  q: z.string().max(200).optional(),
  show: z.enum(["current", "archived", "all"]).default("current"),
});

export const portfolioRow = z.object({
  key: upgradeKey,
  title: z.string(),
  product: z.string(),
  from: z.string(),
  to: z.string(),
  roles: z.array(z.string()),
  urgency: z.enum(urgencies),
  environments: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      kind: z.enum(environmentKinds),
      status: z.enum(environmentStatuses),
      /** Steps that count, and those of them that are closed. */
      steps: z.int(),
      closed: z.int(),
      blockers: z.int(),
    }),
  ),
  /** What keeps the environment being worked on from moving, in one sentence; null when every one is signed off. */
  heldBackBy: z.string().nullable(),
  blockedSteps: z.int(),
  lateSteps: z.int(),
  failedTests: z.int(),
  staleSignatures: z.int(),
  /** When somebody last changed something. */
  changedAt: z.string(),
});
export type PortfolioRow = z.output<typeof portfolioRow>;

export const portfolioOutput = pageOf(portfolioRow);
