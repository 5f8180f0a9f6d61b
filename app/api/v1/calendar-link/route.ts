import { revokeCalendarLink } from "@/features/calendar/commands";
import { viewCalendarLink } from "@/features/calendar/queries";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(viewCalendarLink);
export const DELETE = endpoint(revokeCalendarLink);
