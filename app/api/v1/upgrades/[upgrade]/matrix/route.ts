import { testMatrix } from "@/features/test-cases/queries/overview";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(testMatrix);
