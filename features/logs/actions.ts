"use server";

import { action } from "@/lib/action";
import { decideLogMessage } from "./commands/decide";

export const decideLogMessageAction = action(decideLogMessage);
