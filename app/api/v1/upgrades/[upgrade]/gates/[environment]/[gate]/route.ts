import { getGate } from "@/features/gates/queries/get";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(getGate);
