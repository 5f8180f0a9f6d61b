"use server";

import { action } from "@/lib/action";
import { setCrewHours } from "./commands/crew-hours";
import { addFreeze, editFreeze, removeFreeze } from "./commands/freezes";
import { bookWindow, cancelWindow, moveWindow } from "./commands/windows";

export const addFreezeAction = action(addFreeze);
export const editFreezeAction = action(editFreeze);
export const removeFreezeAction = action(removeFreeze);
export const bookWindowAction = action(bookWindow);
export const moveWindowAction = action(moveWindow);
export const cancelWindowAction = action(cancelWindow);
export const setCrewHoursAction = action(setCrewHours);
