import { undoStep } from "@/features/steps/commands/undo";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(undoStep);
