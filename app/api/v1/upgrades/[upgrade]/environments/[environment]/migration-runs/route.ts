import { startRun } from "@/features/rehearsal/commands/start";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(startRun);
