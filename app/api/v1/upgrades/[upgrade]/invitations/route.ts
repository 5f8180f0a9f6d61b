import { inviteMember } from "@/features/members/commands/invitations";
import { listMemberInvitations } from "@/features/members/queries";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(listMemberInvitations);
export const POST = endpoint(inviteMember);
