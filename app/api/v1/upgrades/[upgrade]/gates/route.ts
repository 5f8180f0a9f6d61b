import { listGates } from "@/features/gates/queries/list";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(listGates);
