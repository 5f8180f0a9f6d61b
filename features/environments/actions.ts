"use server";

import { action } from "@/lib/action";
import {
  addEnvironment,
  removeEnvironment,
  renameEnvironment,
  reorderEnvironments,
} from "./commands/arrange";
import { declareChange, setVariables } from "./commands/values";

export const addEnvironmentAction = action(addEnvironment);
export const renameEnvironmentAction = action(renameEnvironment);
export const reorderEnvironmentsAction = action(reorderEnvironments);
export const removeEnvironmentAction = action(removeEnvironment);
export const setVariablesAction = action(setVariables);
export const declareChangeAction = action(declareChange);
