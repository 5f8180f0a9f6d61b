import { addEnvironment, reorderEnvironments } from "@/features/environments/commands/arrange";
import { listEnvironments } from "@/features/environments/queries";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(listEnvironments);
export const POST = endpoint(addEnvironment);
export const PUT = endpoint(reorderEnvironments);
