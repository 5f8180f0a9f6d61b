import { revokeInvitation } from "@/features/people/commands/invitations";
import { endpoint } from "@/lib/endpoint";

export const DELETE = endpoint(revokeInvitation);
