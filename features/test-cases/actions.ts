"use server";

import { action } from "@/lib/action";
import { addTestCase, archiveTestCase, editTestCase, restoreTestCase } from "./commands/test-cases";
import { addUseCase, archiveUseCase, editUseCase, restoreUseCase } from "./commands/use-cases";

export const addUseCaseAction = action(addUseCase);
export const editUseCaseAction = action(editUseCase);
export const archiveUseCaseAction = action(archiveUseCase);
export const restoreUseCaseAction = action(restoreUseCase);
export const addTestCaseAction = action(addTestCase);
export const editTestCaseAction = action(editTestCase);
export const archiveTestCaseAction = action(archiveTestCase);
export const restoreTestCaseAction = action(restoreTestCase);
