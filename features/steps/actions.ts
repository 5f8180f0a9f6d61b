"use server";

import { action } from "@/lib/action";
import { attestStep, moveStep, removeStep } from "./commands/arrange";
import { bulkSteps } from "./commands/bulk";
import { addStep, editStep } from "./commands/edit";
import { assignStep, setDue, setNote } from "./commands/plan-work";
import * as state from "./commands/state";
import { undoStep } from "./commands/undo";

export const startStepAction = action(state.startStep);
export const finishStepAction = action(state.finishStep);
export const blockStepAction = action(state.blockStep);
export const unblockStepAction = action(state.unblockStep);
export const skipStepAction = action(state.skipStep);
export const confirmSkipAction = action(state.confirmSkip);
export const declineSkipAction = action(state.declineSkip);
export const markStepNotApplicableAction = action(state.markStepNotApplicable);
export const reopenStepAction = action(state.reopenStep);
export const undoStepAction = action(undoStep);
export const assignStepAction = action(assignStep);
export const setDueAction = action(setDue);
export const setNoteAction = action(setNote);
export const bulkStepsAction = action(bulkSteps);
export const addStepAction = action(addStep);
export const editStepAction = action(editStep);
export const moveStepAction = action(moveStep);
export const removeStepAction = action(removeStep);
export const attestStepAction = action(attestStep);
