import { recordExecutions } from "@/features/test-runs/commands/record";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(recordExecutions);
