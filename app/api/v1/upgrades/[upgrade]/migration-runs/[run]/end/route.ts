import { endRun } from "@/features/rehearsal/commands/end";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(endRun);
