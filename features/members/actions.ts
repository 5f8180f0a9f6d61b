"use server";

import { action } from "@/lib/action";
import { inviteMember, withdrawInvitation } from "./commands/invitations";
import { addMember, changeRoles, removeMember, setTeam } from "./commands/members";

export const addMemberAction = action(addMember);
export const changeRolesAction = action(changeRoles);
export const setTeamAction = action(setTeam);
export const removeMemberAction = action(removeMember);
export const inviteMemberAction = action(inviteMember);
export const withdrawInvitationAction = action(withdrawInvitation);
