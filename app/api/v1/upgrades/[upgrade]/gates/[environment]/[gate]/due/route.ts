import { setDue } from "@/features/gates/commands";
import { endpoint } from "@/lib/endpoint";

export const PUT = endpoint(setDue);
