import { voteInRun } from "@/features/rehearsal/commands/decisions";
import { endpoint } from "@/lib/endpoint";

export const PUT = endpoint(voteInRun);
