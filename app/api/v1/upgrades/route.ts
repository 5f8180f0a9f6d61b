import { listUpgrades } from "@/features/portfolio/queries";
import { createUpgrade } from "@/features/upgrades/commands/create";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(listUpgrades);
export const POST = endpoint(createUpgrade);
