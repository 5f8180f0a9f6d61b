import { addUseCase } from "@/features/test-cases/commands/use-cases";
import { testOverview } from "@/features/test-cases/queries/overview";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(testOverview);
export const POST = endpoint(addUseCase);
