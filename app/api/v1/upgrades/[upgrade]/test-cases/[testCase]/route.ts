import { editTestCase } from "@/features/test-cases/commands/test-cases";
import { getTestCase } from "@/features/test-cases/queries/test-case";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(getTestCase);
export const PATCH = endpoint(editTestCase);
