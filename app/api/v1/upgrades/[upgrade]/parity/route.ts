import { getParity } from "@/features/rehearsal/queries/parity";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(getParity);
