import { removeStep } from "@/features/steps/commands/arrange";
import { editStep } from "@/features/steps/commands/edit";
import { getStep } from "@/features/steps/queries/get";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(getStep);
export const PATCH = endpoint(editStep);
export const DELETE = endpoint(removeStep);
