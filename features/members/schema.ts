import { z } from "zod";
import { roles } from "@/domain/role";
import { email, oneTimeLink, personName } from "@/features/people/schema";
import { id, line, upgradeKey, version } from "@/lib/fields";

/** Roles of a member: at least one, each once. */
export const memberRoles = z
  .array(z.enum(roles))
  .min(1, "choose at least one role")
  .max(roles.length)
  .transform((held) => roles.filter((role) => held.includes(role)));

const time = z.string().meta({ format: "date-time" });
const gateName = z.object({
  environment: z.string(),
  environmentName: z.string(),
  gate: z.enum(["entry", "exit"]),
});

export const memberView = z.object({
  id,
  name: z.string(),
  email: z.string(),
  roles: z.array(z.enum(roles)),
  /** Who they work with here; empty for nobody in particular. */
  team: z.string(),
  disabled: z.boolean(),
  addedAt: time,
  version: z.int(),
  /** What the person did here; stays when they leave. */
  did: z.object({ steps: z.int(), executions: z.int(), signatures: z.int() }),
  /** Gates with an empty place that this person could still sign. */
  canSign: z.array(gateName),
  /** Gates whose role the person has, but that they may not sign, and why. */
  cannotSign: z.array(gateName.extend({ reason: z.string() })),
});
export type MemberView = z.output<typeof memberView>;
export const listMembersOutput = z.object({ items: z.array(memberView) });

export const addMemberInput = z.object({ upgrade: upgradeKey, person: id, roles: memberRoles });
export const changeRolesInput = z.object({ upgrade: upgradeKey, person: id, roles: memberRoles, version });
export const setTeamInput = z.object({
  upgrade: upgradeKey,
  person: id,
  team: line(60).meta({ description: "Name of the team; empty takes the person out of theirs" }),
  version,
});
export const teamOutput = z.object({ person: id, team: z.string(), version: z.int() });
export const removeMemberInput = z.object({ upgrade: upgradeKey, person: id, version });
export const memberOutput = z.object({ person: id, roles: z.array(z.enum(roles)), version: z.int() });
export const removedMember = z.object({ person: id, unassigned: z.int() });

export const inviteMemberInput = z.object({
  upgrade: upgradeKey,
  email,
  name: personName.optional(),
  roles: memberRoles,
});
export const inviteMemberOutput = oneTimeLink;
export const withdrawInput = z.object({ upgrade: upgradeKey, invitation: id });
export const withdrawOutput = z.object({ id });

export const memberInvitation = z.object({
  id,
  email: z.string(),
  name: z.string().nullable(),
  roles: z.array(z.enum(roles)),
  invitedBy: z.string(),
  createdAt: time,
  expiresAt: time,
});
export type MemberInvitation = z.output<typeof memberInvitation>;
export const memberInvitations = z.object({ items: z.array(memberInvitation) });
