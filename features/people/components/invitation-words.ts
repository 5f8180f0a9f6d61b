import { roleNames } from "@/domain/role";
import { listWords } from "@/lib/format";
import type { InvitationView } from "../schema";

/** What opening the link is about, as the title of its page. */
export function invitationTitle({ kind, upgrade }: Pick<InvitationView, "kind" | "upgrade">): string {
  if (kind === "setup") return "Set up Liftlock";
  if (kind === "reset") return "Choose a new password";
  return upgrade ? `Join ${upgrade.key}` : "Join Liftlock";
}

/** Who invites to what, in one or two sentences. */
export function invitationLead({ kind, upgrade, roles, invitedBy, isAdmin }: InvitationView): string {
  if (kind === "setup") return "You become the first admin: who invites everybody else. The link works once.";
  if (kind === "reset")
    return "When you have chosen it, you are signed out everywhere else. The link works once.";
  if (upgrade) {
    const as = listWords(roles.map((role) => roleNames[role].toLowerCase()));
    return `${invitedBy} invites you to “${upgrade.title}” as ${as}.`;
  }
  return `${invitedBy} invites you to this Liftlock${isAdmin ? " as an admin" : ""}. To see an upgrade, you are added to it by its lead.`;
}
