import { addStep } from "@/features/steps/commands/edit";
import { listSteps } from "@/features/steps/queries/list";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(listSteps);
export const POST = endpoint(addStep);
