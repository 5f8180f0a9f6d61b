import { acceptCount } from "@/features/health/commands/counts";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(acceptCount);
