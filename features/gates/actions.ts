"use server";

import { action } from "@/lib/action";
import { setSlots } from "./commands";

export const setSlotsAction = action(setSlots);
