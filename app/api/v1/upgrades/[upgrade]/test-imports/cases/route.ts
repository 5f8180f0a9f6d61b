import { importCases } from "@/features/test-imports/commands/cases";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(importCases);
