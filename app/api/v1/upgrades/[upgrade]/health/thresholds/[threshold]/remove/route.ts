import { removeThreshold } from "@/features/health/commands/thresholds";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(removeThreshold);
