import { interruptRun } from "@/features/rehearsal/commands/change";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(interruptRun);
