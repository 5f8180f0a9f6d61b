import { resumeStep } from "@/features/steps/commands/state";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(resumeStep);
