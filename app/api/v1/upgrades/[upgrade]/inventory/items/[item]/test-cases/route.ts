import { linkTests } from "@/features/inventory/commands/decide";
import { endpoint } from "@/lib/endpoint";

export const PUT = endpoint(linkTests);
