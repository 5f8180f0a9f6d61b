"use server";

import { action } from "@/lib/action";
import { makeCalendarLink, revokeCalendarLink } from "./commands";

export const makeCalendarLinkAction = action(makeCalendarLink);
export const revokeCalendarLinkAction = action(revokeCalendarLink);
