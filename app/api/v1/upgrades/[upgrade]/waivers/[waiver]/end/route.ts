import { endWaiver } from "@/features/waivers/commands";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(endWaiver);
