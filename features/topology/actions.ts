"use server";

import { action } from "@/lib/action";
import { shiftTraffic } from "./commands/shift-traffic";

export const shiftTrafficAction = action(shiftTraffic);
