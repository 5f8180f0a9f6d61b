"use server";

import { action } from "@/lib/action";
import { approveWaiver, endWaiver, requestWaiver } from "./commands";

export const requestWaiverAction = action(requestWaiver);
export const approveWaiverAction = action(approveWaiver);
export const endWaiverAction = action(endWaiver);
