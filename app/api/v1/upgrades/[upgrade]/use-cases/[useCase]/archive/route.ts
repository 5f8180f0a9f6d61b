import { archiveUseCase } from "@/features/test-cases/commands/use-cases";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(archiveUseCase);
