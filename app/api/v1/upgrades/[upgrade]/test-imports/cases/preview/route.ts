import { previewCases } from "@/features/test-imports/commands/cases";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(previewCases);
