import { closeRun } from "@/features/test-runs/commands/runs";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(closeRun);
