import { keepForecast } from "@/features/forecast/commands";
import { getForecast } from "@/features/forecast/queries/forecast";
import { listForecasts } from "@/features/forecast/queries/kept";
import { editRun, interruptRun, noteInRun, resumeRun } from "@/features/rehearsal/commands/change";
import { askDecision, decideInRun, voteInRun } from "@/features/rehearsal/commands/decisions";
import { backOut, backOutOfStep, endBackOut, endRun } from "@/features/rehearsal/commands/end";
import { acceptParity, setTraits, withdrawParity } from "@/features/rehearsal/commands/parity";
import { setRehearsal } from "@/features/rehearsal/commands/set-rules";
import { startRun } from "@/features/rehearsal/commands/start";
import { getLive } from "@/features/rehearsal/queries/live";
import { exportRunLog } from "@/features/rehearsal/queries/log";
import { getParity } from "@/features/rehearsal/queries/parity";
import { getRun, listRuns } from "@/features/rehearsal/queries/runs";
import { editReview } from "@/features/review/commands";
import { getReview } from "@/features/review/queries";
import type { AnyCommand } from "@/lib/command";
import type { AnyQuery } from "@/lib/read";

/** What is rehearsed before production, how like production the rehearsal was, and how long production will take. */
export const rehearsalOperations: readonly (AnyCommand | AnyQuery)[] = [
  setRehearsal,
  listRuns,
  startRun,
  getRun,
  editRun,
  interruptRun,
  resumeRun,
  noteInRun,
  backOut,
  backOutOfStep,
  endBackOut,
  endRun,
  getLive,
  exportRunLog,
  askDecision,
  voteInRun,
  decideInRun,
  getParity,
  setTraits,
  acceptParity,
  withdrawParity,
  getForecast,
  listForecasts,
  keepForecast,
  getReview,
  editReview,
];
