import { restoreTestCase } from "@/features/test-cases/commands/test-cases";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(restoreTestCase);
