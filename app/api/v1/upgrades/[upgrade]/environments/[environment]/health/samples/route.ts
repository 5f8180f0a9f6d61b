import { push } from "@/features/health/commands/push";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(push);
