"use server";

import { action } from "@/lib/action";
import { recordExecutions } from "./commands/record";
import { retractExecution } from "./commands/retract";
import { closeRun, startRun } from "./commands/runs";

export const startRunAction = action(startRun);
export const closeRunAction = action(closeRun);
export const recordExecutionsAction = action(recordExecutions);
export const retractExecutionAction = action(retractExecution);
