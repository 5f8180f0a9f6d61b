import { removeItem } from "@/features/inventory/commands/items";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(removeItem);
