import { withdrawInvitation } from "@/features/members/commands/invitations";
import { endpoint } from "@/lib/endpoint";

export const DELETE = endpoint(withdrawInvitation);
