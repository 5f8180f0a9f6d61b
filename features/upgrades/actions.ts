"use server";

import { action, lookup } from "@/lib/action";
import { changeAnswers } from "./commands/answers";
import { cloneUpgrade } from "./commands/clone";
import { createUpgrade } from "./commands/create";
import { archiveUpgrade, editUpgrade, relaxSigning, restoreUpgrade } from "./commands/edit";
import { followPrevious, linkPrevious, unlinkPrevious } from "./commands/previous";
import { updatePlan } from "./commands/update-plan";
import { previewAnswers } from "./queries";

export const createUpgradeAction = action(createUpgrade);
export const cloneUpgradeAction = action(cloneUpgrade);
export const editUpgradeAction = action(editUpgrade);
export const relaxSigningAction = action(relaxSigning);
export const archiveUpgradeAction = action(archiveUpgrade);
export const restoreUpgradeAction = action(restoreUpgrade);
export const changeAnswersAction = action(changeAnswers);
export const linkPreviousAction = action(linkPrevious);
export const unlinkPreviousAction = action(unlinkPrevious);
export const followPreviousAction = action(followPrevious);
export const updatePlanAction = action(updatePlan);
export const previewAnswersAction = lookup(previewAnswers);
