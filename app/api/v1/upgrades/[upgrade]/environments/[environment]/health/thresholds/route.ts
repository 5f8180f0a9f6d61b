import { setThreshold } from "@/features/health/commands/thresholds";
import { endpoint } from "@/lib/endpoint";

export const PUT = endpoint(setThreshold);
