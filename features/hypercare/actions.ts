"use server";

import { action } from "@/lib/action";
import { answerCheck } from "./commands/answer";
import { closeFinding, editFinding } from "./commands/findings";
import { endHypercare, extendHypercare, startHypercare } from "./commands/period";

export const startHypercareAction = action(startHypercare);
export const extendHypercareAction = action(extendHypercare);
export const endHypercareAction = action(endHypercare);
export const answerCheckAction = action(answerCheck);
export const editFindingAction = action(editFinding);
export const closeFindingAction = action(closeFinding);
