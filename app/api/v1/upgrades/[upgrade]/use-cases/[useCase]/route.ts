import { editUseCase } from "@/features/test-cases/commands/use-cases";
import { endpoint } from "@/lib/endpoint";

export const PATCH = endpoint(editUseCase);
