"use server";

import { action, lookup } from "@/lib/action";
import { uploadPlaybook } from "./commands";
import { getPlaybook, previewPath, previewPlan } from "./queries/wizard";

export const uploadPlaybookAction = action(uploadPlaybook);
export const getPlaybookAction = lookup(getPlaybook);
export const previewPathAction = lookup(previewPath);
export const previewPlanAction = lookup(previewPlan);
