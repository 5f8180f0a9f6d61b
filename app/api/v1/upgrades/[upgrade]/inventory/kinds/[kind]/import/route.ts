import { importItems } from "@/features/inventory/commands/import-items";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(importItems);
