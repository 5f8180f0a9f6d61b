import { addMember } from "@/features/members/commands/members";
import { listMembers } from "@/features/members/queries";
import { endpoint } from "@/lib/endpoint";

export const GET = endpoint(listMembers);
export const POST = endpoint(addMember);
