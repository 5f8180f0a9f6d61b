import { importResults } from "@/features/test-imports/commands/results";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(importResults);
