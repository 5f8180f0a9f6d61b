import { listImports } from "@/features/test-imports/queries/imports";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(listImports);
