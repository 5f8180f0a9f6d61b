import { invitePerson } from "@/features/people/commands/invitations";
import { listInvitations } from "@/features/people/queries/invitation";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(listInvitations);
export const POST = endpoint(invitePerson);
