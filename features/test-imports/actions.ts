"use server";

import { action } from "@/lib/action";
import { resolveItems } from "./commands/resolve";

export const resolveItemsAction = action(resolveItems);
