import { moveWindow } from "@/features/window/commands/windows";
import { endpoint } from "@/lib/endpoint";

export const PATCH = endpoint(moveWindow);
