import { readNotifications } from "@/features/notifications/commands";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(readNotifications);
