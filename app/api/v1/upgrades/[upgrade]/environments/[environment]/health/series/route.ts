import { getSeries } from "@/features/health/queries/series";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(getSeries);
