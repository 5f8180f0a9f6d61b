import { startRun } from "@/features/test-runs/commands/runs";
import { listRuns } from "@/features/test-runs/queries/runs";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(listRuns);
export const POST = endpoint(startRun);
