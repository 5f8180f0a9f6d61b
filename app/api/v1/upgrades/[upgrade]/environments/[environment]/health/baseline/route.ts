import { markBaseline } from "@/features/health/commands/baseline";
import { endpoint } from "@/lib/endpoint";

export const PUT = endpoint(markBaseline);
