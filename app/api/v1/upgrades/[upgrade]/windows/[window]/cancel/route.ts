import { cancelWindow } from "@/features/window/commands/windows";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(cancelWindow);
