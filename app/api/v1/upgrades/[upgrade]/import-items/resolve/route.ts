import { resolveItems } from "@/features/test-imports/commands/resolve";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(resolveItems);
