import { decideLogMessage } from "@/features/logs/commands/decide";
import { readLogs } from "@/features/logs/commands/read";
import { viewLogs } from "@/features/logs/queries/view";
import type { AnyCommand } from "@/lib/command";
import type { AnyQuery } from "@/lib/read";

/** What shows that a migrated environment is well. */
export const verificationOperations: readonly (AnyCommand | AnyQuery)[] = [
  viewLogs,
  readLogs,
  decideLogMessage,
];
