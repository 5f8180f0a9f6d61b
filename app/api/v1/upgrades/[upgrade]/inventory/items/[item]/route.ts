import { editItem } from "@/features/inventory/commands/items";
import { getItem } from "@/features/inventory/queries/lists";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(getItem);
export const PATCH = endpoint(editItem);
