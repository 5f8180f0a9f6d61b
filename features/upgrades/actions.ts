"use server";

import { action } from "@/lib/action";
import { changeAnswers } from "./commands/answers";
import { cloneUpgrade } from "./commands/clone";
import { createUpgrade } from "./commands/create";
import { archiveUpgrade, editUpgrade, relaxSigning, restoreUpgrade } from "./commands/edit";

export const createUpgradeAction = action(createUpgrade);
export const cloneUpgradeAction = action(cloneUpgrade);
export const editUpgradeAction = action(editUpgrade);
export const relaxSigningAction = action(relaxSigning);
export const archiveUpgradeAction = action(archiveUpgrade);
export const restoreUpgradeAction = action(restoreUpgrade);
export const changeAnswersAction = action(changeAnswers);
