import { getLive } from "@/features/rehearsal/queries/live";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(getLive);
