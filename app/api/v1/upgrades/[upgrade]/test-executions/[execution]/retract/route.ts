import { retractExecution } from "@/features/test-runs/commands/retract";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(retractExecution);
