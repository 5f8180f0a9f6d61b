"use server";

import { action } from "@/lib/action";
import { editRun, interruptRun, noteInRun, resumeRun } from "./commands/change";
import { askDecision, decideInRun, voteInRun } from "./commands/decisions";
import { backOut, backOutOfStep, endBackOut, endRun } from "./commands/end";
import { acceptParity, setTraits, withdrawParity } from "./commands/parity";
import { setRehearsal } from "./commands/set-rules";
import { startRun } from "./commands/start";

export const startRunAction = action(startRun);
export const editRunAction = action(editRun);
export const interruptRunAction = action(interruptRun);
export const resumeRunAction = action(resumeRun);
export const noteInRunAction = action(noteInRun);
export const backOutAction = action(backOut);
export const backOutOfStepAction = action(backOutOfStep);
export const endBackOutAction = action(endBackOut);
export const endRunAction = action(endRun);
export const askDecisionAction = action(askDecision);
export const voteInRunAction = action(voteInRun);
export const decideInRunAction = action(decideInRun);
export const setTraitsAction = action(setTraits);
export const acceptParityAction = action(acceptParity);
export const withdrawParityAction = action(withdrawParity);
export const setRehearsalAction = action(setRehearsal);
