import { askDecision } from "@/features/rehearsal/commands/decisions";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(askDecision);
