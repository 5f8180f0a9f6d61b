import { listItems } from "@/features/inventory/queries/lists";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(listItems);
