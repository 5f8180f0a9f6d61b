import { bulkSteps } from "@/features/steps/commands/bulk";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(bulkSteps);
