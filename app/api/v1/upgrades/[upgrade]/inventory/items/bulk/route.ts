import { bulkItems } from "@/features/inventory/commands/bulk";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(bulkItems);
