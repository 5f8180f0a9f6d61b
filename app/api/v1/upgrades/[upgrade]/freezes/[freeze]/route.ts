import { editFreeze, removeFreeze } from "@/features/window/commands/freezes";
import { endpoint } from "@/lib/endpoint";

export const PATCH = endpoint(editFreeze);
export const DELETE = endpoint(removeFreeze);
