import { getHealth } from "@/features/health/queries/health";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(getHealth);
