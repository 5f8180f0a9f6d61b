import { createUpgrade } from "@/features/upgrades/commands/create";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(createUpgrade);
