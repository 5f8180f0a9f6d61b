import { setCount } from "@/features/health/commands/counts";
import { listCounts } from "@/features/health/queries/counts";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(listCounts);
export const PUT = endpoint(setCount);
