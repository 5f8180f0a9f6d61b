import { z } from "zod";
import { standingCounts } from "@/features/test-cases/schema";
import { upgradeKey } from "@/lib/fields";

export const progressInput = z.object({ upgrade: upgradeKey });

/** Each environment over time and in its tests, in promotion order. */
export const progressOutput = z.object({
  /** When the first event of the upgrade was written. */
  from: z.string(),
  environments: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      /** The numbers at the beginning and at the last change of each day: steps done or skipped, of those that count. */
      points: z.array(z.object({ at: z.string(), done: z.int(), total: z.int() })),
      /** Where the test cases that are run there stand; a stale pass is no longer among the passed. */
      tests: standingCounts,
    }),
  ),
});
export type ProgressView = z.output<typeof progressOutput>;
