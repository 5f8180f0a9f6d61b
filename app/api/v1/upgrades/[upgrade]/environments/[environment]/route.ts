import { removeEnvironment, renameEnvironment } from "@/features/environments/commands/arrange";
import { endpoint } from "@/lib/endpoint";

export const PATCH = endpoint(renameEnvironment);
export const DELETE = endpoint(removeEnvironment);
