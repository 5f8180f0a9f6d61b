import { cloneUpgrade } from "@/features/upgrades/commands/clone";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(cloneUpgrade);
