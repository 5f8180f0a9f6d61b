import { listActors } from "@/features/audit/queries/list";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(listActors);
