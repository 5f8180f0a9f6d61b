import { decideItem } from "@/features/inventory/commands/decide";
import { endpoint } from "@/lib/endpoint";

export const PUT = endpoint(decideItem);
