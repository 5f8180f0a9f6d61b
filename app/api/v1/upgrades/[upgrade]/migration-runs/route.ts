import { listRuns } from "@/features/rehearsal/queries/runs";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(listRuns);
