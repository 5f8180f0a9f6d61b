"use server";

import { action } from "@/lib/action";
import { readNotifications } from "./commands";

export const readNotificationsAction = action(readNotifications);
