import { answerCheck } from "@/features/hypercare/commands/answer";
import { closeFinding, editFinding } from "@/features/hypercare/commands/findings";
import { endHypercare, extendHypercare, startHypercare } from "@/features/hypercare/commands/period";
import { getHypercare } from "@/features/hypercare/queries";
import { decideLogMessage } from "@/features/logs/commands/decide";
import { readLogs } from "@/features/logs/commands/read";
import { viewLogs } from "@/features/logs/queries/view";
import { setVerification } from "@/features/verification/commands";
import { getVerification } from "@/features/verification/queries";
import type { AnyCommand } from "@/lib/command";
import type { AnyQuery } from "@/lib/read";

/** What shows that a migrated environment is well. */
export const verificationOperations: readonly (AnyCommand | AnyQuery)[] = [
  viewLogs,
  readLogs,
  decideLogMessage,
  getVerification,
  setVerification,
  getHypercare,
  startHypercare,
  extendHypercare,
  endHypercare,
  answerCheck,
  editFinding,
  closeFinding,
];
