import { refuse, type Verdict } from "./verdict";

/** What rules about accounts need to know of a person. */
export type AccountFacts = { readonly id: string; readonly isAdmin: boolean; readonly disabled: boolean };

/** Refuses what would leave the instance without an admin who can sign in. `after` is the person as they would be. */
export function keepsAnAdmin(people: readonly AccountFacts[], after: AccountFacts): Verdict {
  const left = people
    .map((person) => (person.id === after.id ? after : person))
    .some((person) => person.isAdmin && !person.disabled);
  return left
    ? { ok: true }
    : refuse("last_admin", "This is the last admin who can sign in. Make somebody else an admin first.");
}

/** Decides whether an account is disabled: not one's own, not twice, never the last admin's. */
export function decideDisable(
  people: readonly AccountFacts[],
  actorId: string | null,
  target: AccountFacts,
): Verdict {
  if (target.disabled) return refuse("already_disabled", "This account is disabled already.");
  if (target.id === actorId)
    return refuse("own_account", "You can't disable your own account. Ask another admin.");
  return keepsAnAdmin(people, { ...target, disabled: true });
}

/** How a one-time link stands. */
export const linkStates = ["open", "used", "revoked", "expired"] as const;
export type LinkState = (typeof linkStates)[number];

/** Whether a one-time link still opens something. A used one stays used, also after its time. */
export function linkState(
  link: { readonly usedAt: Date | null; readonly revokedAt: Date | null; readonly expiresAt: Date },
  now: Date,
): LinkState {
  if (link.usedAt) return "used";
  if (link.revokedAt) return "revoked";
  return link.expiresAt.getTime() <= now.getTime() ? "expired" : "open";
}

/** What somebody is told who opens a link that no longer works, and what to do about it. */
export const linkRefusals: Readonly<Record<Exclude<LinkState, "open">, string>> = {
  used: "This link was used already. If it was you, sign in; if not, tell who sent it to you.",
  revoked: "This link was withdrawn. Ask who sent it to you for a new one.",
  expired: "This link is too old. Ask who sent it to you for a new one.",
};
