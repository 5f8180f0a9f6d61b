import { changeRoles, removeMember } from "@/features/members/commands/members";
import { endpoint } from "@/lib/endpoint";

export const PUT = endpoint(changeRoles);
export const DELETE = endpoint(removeMember);
