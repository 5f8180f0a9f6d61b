import { counted } from "../sentence";

/** Events of the instance: people, invitations, tokens, playbooks. */
export interface PersonEvents {
  "person.setupOffered": { replaced: number };
  "person.joined": { name: string; email: string; isAdmin: boolean };
  "invitation.accepted": { email: string; upgrade: string };
  "person.invited": { email: string; isAdmin: boolean };
  "person.invitationRevoked": { email: string };
  "person.disabled": { name: string; reason: string };
  "person.enabled": { name: string };
  "person.madeAdmin": { name: string };
  "person.unmadeAdmin": { name: string };
  "person.passwordResetOffered": { name: string };
  "person.passwordChanged": { name: string; sessionsEnded: number };
  "profile.edited": { changes: { field: string; was: string; is: string }[] };
  "session.revoked": { sessions: number };
  "token.created": { name: string; scope: string; prefix: string };
  "token.revoked": { name: string; prefix: string };
  "calendar.linkMade": { replaced: number };
  "calendar.linkRevoked": Record<string, never>;
  "playbook.uploaded": { slug: string; version: string; product: string; steps: number; sha256: string };
  "upgrade.leadAppointed": { key: string; name: string; reason: string };
}

/** What each event says after the actor's name. */
export const personSentences: { [T in keyof PersonEvents]: (data: PersonEvents[T]) => string } = {
  "person.setupOffered": () => "made a one-time link for the first admin",
  "person.joined": (d) => `joined as ${d.name} (${d.email})${d.isAdmin ? ", admin" : ""}`,
  "invitation.accepted": (d) => `accepted the invitation of ${d.email} to ${d.upgrade}`,
  "person.invited": (d) => `invited ${d.email}${d.isAdmin ? " as admin" : ""}`,
  "person.invitationRevoked": (d) => `revoked the invitation of ${d.email}`,
  "person.disabled": (d) => `disabled ${d.name}: ${d.reason}`,
  "person.enabled": (d) => `enabled ${d.name} again`,
  "person.madeAdmin": (d) => `made ${d.name} an admin`,
  "person.unmadeAdmin": (d) => `took the admin right from ${d.name}`,
  "person.passwordResetOffered": (d) => `made a link for ${d.name} to choose a new password`,
  "person.passwordChanged": (d) =>
    `changed the password of ${d.name}; ${counted(d.sessionsEnded, "session")} ended`,
  "profile.edited": (d) => `changed their profile: ${d.changes.map((change) => change.field).join(", ")}`,
  "session.revoked": (d) => `ended ${d.sessions} of their sessions`,
  "token.created": (d) => `created the ${d.scope} token “${d.name}” (${d.prefix}…)`,
  "token.revoked": (d) => `revoked the token “${d.name}” (${d.prefix}…)`,
  "calendar.linkMade": (d) =>
    `made a calendar link${d.replaced > 0 ? "; the one before stopped working" : ""}`,
  "calendar.linkRevoked": () => "revoked their calendar link",
  "playbook.uploaded": (d) => `uploaded the playbook ${d.slug} ${d.version} (${counted(d.steps, "step")})`,
  "upgrade.leadAppointed": (d) => `appointed ${d.name} lead of ${d.key}: ${d.reason}`,
};
