import { restoreUpgrade } from "@/features/upgrades/commands/edit";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(restoreUpgrade);
