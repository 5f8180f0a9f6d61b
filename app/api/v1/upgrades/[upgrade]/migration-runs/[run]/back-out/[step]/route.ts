import { backOutOfStep } from "@/features/rehearsal/commands/end";
import { endpoint } from "@/lib/endpoint";

export const PUT = endpoint(backOutOfStep);
