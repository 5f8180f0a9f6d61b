import { readLogs } from "@/features/logs/commands/read";
import { viewLogs } from "@/features/logs/queries/view";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(viewLogs);
export const POST = endpoint(readLogs);
