import { revokeToken } from "@/features/people/commands/tokens";
import { endpoint } from "@/lib/endpoint";

export const DELETE = endpoint(revokeToken);
