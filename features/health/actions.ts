"use server";

import { action } from "@/lib/action";
import { markBaseline } from "./commands/baseline";
import { acceptCount, setCount } from "./commands/counts";
import { removeThreshold, setThreshold } from "./commands/thresholds";

export const markBaselineAction = action(markBaseline);
export const setThresholdAction = action(setThreshold);
export const removeThresholdAction = action(removeThreshold);
export const setCountAction = action(setCount);
export const acceptCountAction = action(acceptCount);
