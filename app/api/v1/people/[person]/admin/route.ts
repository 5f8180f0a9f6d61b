import { setAdmin } from "@/features/people/commands/accounts";
import { endpoint } from "@/lib/endpoint";

export const PUT = endpoint(setAdmin);
