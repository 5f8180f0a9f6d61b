import { setItemState } from "@/features/inventory/commands/decide";
import { endpoint } from "@/lib/endpoint";

export const PUT = endpoint(setItemState);
