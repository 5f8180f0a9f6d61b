import { attestStep } from "@/features/steps/commands/arrange";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(attestStep);
