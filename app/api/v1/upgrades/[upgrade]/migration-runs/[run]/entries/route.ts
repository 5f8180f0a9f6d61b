import { noteInRun } from "@/features/rehearsal/commands/change";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(noteInRun);
