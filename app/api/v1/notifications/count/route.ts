import { countWaiting } from "@/features/notifications/queries";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(countWaiting);
