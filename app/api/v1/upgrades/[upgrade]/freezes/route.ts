import { addFreeze } from "@/features/window/commands/freezes";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(addFreeze);
