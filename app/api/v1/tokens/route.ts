import { listTokens } from "@/features/people/queries/profile";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(listTokens);
