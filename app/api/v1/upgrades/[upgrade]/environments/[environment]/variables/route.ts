import { setVariables } from "@/features/environments/commands/values";
import { listVariables } from "@/features/environments/queries";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(listVariables);
export const PUT = endpoint(setVariables);
