import { getRun } from "@/features/test-runs/queries/runs";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(getRun);
