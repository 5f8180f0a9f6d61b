import { revokeSessions } from "@/features/people/commands/profile";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(revokeSessions);
