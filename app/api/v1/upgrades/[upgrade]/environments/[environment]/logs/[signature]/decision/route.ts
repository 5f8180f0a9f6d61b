import { decideLogMessage } from "@/features/logs/commands/decide";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(decideLogMessage);
