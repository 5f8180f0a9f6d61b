import { markBaseline } from "@/features/health/commands/baseline";
import { acceptCount, setCount } from "@/features/health/commands/counts";
import { push } from "@/features/health/commands/push";
import { removeThreshold, setThreshold } from "@/features/health/commands/thresholds";
import { listCounts } from "@/features/health/queries/counts";
import { getHealth } from "@/features/health/queries/health";
import { getSeries } from "@/features/health/queries/series";
import type { AnyCommand } from "@/lib/command";
import type { AnyQuery } from "@/lib/read";

/** What the REST API offers of health and counts. */
export const healthOperations: readonly (AnyCommand | AnyQuery)[] = [
  getHealth,
  getSeries,
  push,
  markBaseline,
  setThreshold,
  removeThreshold,
  listCounts,
  setCount,
  acceptCount,
];
