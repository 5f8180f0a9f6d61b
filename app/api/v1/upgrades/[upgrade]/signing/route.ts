import { relaxSigning } from "@/features/upgrades/commands/edit";
import { endpoint } from "@/lib/endpoint";

export const PUT = endpoint(relaxSigning);
