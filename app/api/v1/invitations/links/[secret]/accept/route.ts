import { acceptInvitation } from "@/features/people/commands/accept";
import { endpoint } from "@/lib/endpoint";

export const POST = endpoint(acceptInvitation);
