"use server";

import { action } from "@/lib/action";
import { setDue, setSlots } from "./commands";

export const setSlotsAction = action(setSlots);
export const setDueAction = action(setDue);
