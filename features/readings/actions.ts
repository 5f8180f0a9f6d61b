"use server";

import { action } from "@/lib/action";
import { applyReading } from "./commands/apply";

export const applyReadingAction = action(applyReading);
