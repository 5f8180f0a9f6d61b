import { proposeWindows } from "@/features/window/queries/proposals";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(proposeWindows);
