import { hasRole, type Role } from "./role";
import { refuse, type Verdict } from "./verdict";

/** A membership as the rules about members see it. A disabled person can't act, so doesn't count as a lead. */
export type Membership = {
  readonly userId: string;
  readonly roles: readonly Role[];
  readonly disabled: boolean;
};

/** True when somebody who can sign in leads the upgrade. */
export function hasLead(members: readonly Membership[]): boolean {
  return members.some((member) => !member.disabled && hasRole(member.roles, "lead"));
}

/**
 * Refuses what would take the last lead from an upgrade; `roles` is null for removing the member. Where no lead is left
 * anyway (the last one was disabled), nothing more can be lost.
 */
export function keepsALead(
  members: readonly Membership[],
  userId: string,
  roles: readonly Role[] | null,
): Verdict {
  const after = members.flatMap((member) =>
    member.userId !== userId ? [member] : roles ? [{ ...member, roles }] : [],
  );
  if (hasLead(after) || !hasLead(members)) return { ok: true };
  return refuse("last_lead", "This is the last lead of the upgrade. Make somebody else a lead first.");
}

/** A team as it is written where somebody is put into it: as it is known already, whatever the case and blanks it was typed with. */
export function teamAs(typed: string, known: readonly string[]): string {
  const name = typed.trim().replace(/\s+/g, " ");
  const same = (team: string) => team.toLowerCase() === name.toLowerCase();
  return known.find(same) ?? name;
}

/** Refuses to appoint a lead over the heads of those who lead. */
export function decideAppointLead(members: readonly Membership[]): Verdict {
  return hasLead(members)
    ? refuse("has_a_lead", "This upgrade has a lead, who adds people to it.")
    : { ok: true };
}
