import { editRun } from "@/features/rehearsal/commands/change";
import { getRun } from "@/features/rehearsal/queries/runs";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(getRun);
export const PATCH = endpoint(editRun);
