import { editUpgrade } from "@/features/upgrades/commands/edit";
import { viewUpgrade } from "@/features/upgrades/queries";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(viewUpgrade);
export const PATCH = endpoint(editUpgrade);
