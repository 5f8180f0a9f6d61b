"use server";

import { action } from "@/lib/action";
import { clearCondition } from "./commands/clear-condition";
import { sign } from "./commands/sign";
import { withdraw } from "./commands/withdraw";

export const signAction = action(sign);
export const withdrawAction = action(withdraw);
export const clearConditionAction = action(clearCondition);
