import { z } from "zod";
import { roles } from "@/domain/role";
import { timeZone } from "@/features/upgrades/schema";
import { id, moment, pagedBy, pageOf, reason, title, upgradeKey, version } from "@/lib/fields";

/** An e-mail address, in the form it is kept in: lower case. */
export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, "has at most 254 characters")
  .pipe(z.email("is not an e-mail address"));

/** How somebody is called. */
export const personName = title(100);

/** A new password as typed; `domain/password.ts` says whether it will do. */
export const newPassword = z
  .string()
  .min(1, "must not be empty")
  .max(4_000, "has too many characters")
  .meta({ format: "password" });

/** The password somebody has, to confirm something. */
export const presentPassword = z
  .string()
  .min(1, "must not be empty")
  .max(4_000, "is not your password")
  .meta({ format: "password" });

const roleList = z.array(z.enum(roles));
const time = z.string().meta({ format: "date-time" });

/** A one-time link, answered once when it is made: afterwards only a hash of it is known. */
export const oneTimeLink = z.object({ id, link: z.url(), expiresAt: time });

// People of this instance
export const listPeopleInput = z.object({ q: z.string().trim().max(200).default(""), ...pagedBy.id });
export const personView = z.object({ id, name: z.string(), email: z.string() });
export const listPeopleOutput = pageOf(personView);

export const accountView = personView.extend({
  isAdmin: z.boolean(),
  disabledAt: time.nullable(),
  createdAt: time,
  lastSeenAt: time.nullable(),
  upgrades: z.int(),
  version: z.int(),
});
export type AccountView = z.output<typeof accountView>;
export const accountFilters = ["all", "admins", "disabled"] as const;
export const listAccountsInput = listPeopleInput.extend({ show: z.enum(accountFilters).default("all") });
export const listAccountsOutput = pageOf(accountView).extend({
  counts: z.object({ all: z.int(), admins: z.int(), disabled: z.int() }),
});

export const accountInput = z.object({ person: id, version });
export const disableInput = accountInput.extend({ reason });
export const setAdminInput = accountInput.extend({ isAdmin: z.boolean() });
export const accountOutput = z.object({ id, version: z.int() });
export const resetPasswordInput = z.object({ person: id });

// Invitations
export const inviteInput = z.object({
  email,
  name: personName.optional(),
  isAdmin: z.boolean().default(false),
});
export const invitationInput = z.object({ invitation: id });
export const secret = z.string().min(1).max(200);

export const openInvitation = z.object({
  id,
  email: z.string(),
  name: z.string().nullable(),
  isAdmin: z.boolean(),
  /** True for a link with which somebody who is here chooses a new password. */
  resetsPassword: z.boolean(),
  upgrade: z.string().nullable(),
  roles: roleList,
  invitedBy: z.string(),
  createdAt: time,
  expiresAt: time,
});
export type OpenInvitation = z.output<typeof openInvitation>;
export const openInvitations = z.object({ items: z.array(openInvitation) });

export const invitationKinds = ["setup", "instance", "upgrade", "reset"] as const;
export const invitationView = z.object({
  kind: z.enum(invitationKinds),
  email: z.string().nullable(),
  name: z.string().nullable(),
  isAdmin: z.boolean(),
  upgrade: z.object({ key: upgradeKey, title: z.string() }).nullable(),
  roles: roleList,
  invitedBy: z.string(),
  expiresAt: time,
  /** The invited address has an account here: sign in first, then the link adds that person. */
  hasAccount: z.boolean(),
});
export type InvitationView = z.output<typeof invitationView>;

export const acceptInput = z.object({
  secret,
  name: personName.optional(),
  email: email.optional(),
  password: newPassword.optional(),
});
export const acceptOutput = z.object({ person: id, email: z.string(), upgrade: upgradeKey.nullable() });

// One's own
export const profileView = z.object({
  id,
  name: z.string(),
  email: z.string(),
  isAdmin: z.boolean(),
  timeZone: z.string().nullable(),
  version: z.int(),
});
export type ProfileView = z.output<typeof profileView>;
export const editProfileInput = z.object({ name: personName, timeZone: timeZone.nullable(), version });
export const changePasswordInput = z.object({ password: presentPassword, newPassword });
export const sessionsEnded = z.object({ ended: z.int() });

export const sessionView = z.object({
  id,
  createdAt: time,
  lastSeenAt: time,
  expiresAt: time,
  userAgent: z.string(),
  address: z.string(),
  current: z.boolean(),
});
export type SessionView = z.output<typeof sessionView>;
export const listSessionsOutput = z.object({ items: z.array(sessionView) });
/** Without a session: all of them. */
export const revokeSessionsInput = z.object({
  session: id.optional(),
  keepCurrent: z.boolean().default(false),
});

export const tokenScopes = ["read", "write"] as const;
export const createTokenInput = z.object({
  name: title(100),
  scope: z.enum(tokenScopes),
  expiresAt: moment.nullable().default(null),
});
export const createdToken = z.object({
  id,
  token: z.string().meta({ description: "Shown once" }),
  prefix: z.string(),
});
export const tokenView = z.object({
  id,
  name: z.string(),
  prefix: z.string(),
  scope: z.enum(tokenScopes),
  createdAt: time,
  expiresAt: time.nullable(),
  lastUsedAt: time.nullable(),
  expired: z.boolean(),
});
export type TokenView = z.output<typeof tokenView>;
export const listTokensOutput = z.object({ items: z.array(tokenView) });
export const tokenInput = z.object({ token: id });
export const tokenOutput = z.object({ id });

// Upgrades nobody leads
export const leaderlessUpgrades = z.object({
  items: z.array(
    z.object({
      id,
      key: upgradeKey,
      title: z.string(),
      members: z.array(personView.extend({ roles: roleList, disabled: z.boolean() })),
    }),
  ),
});
export type LeaderlessUpgrade = z.output<typeof leaderlessUpgrades>["items"][number];
export const appointLeadInput = z.object({ upgrade: upgradeKey, person: id, reason });
export const appointLeadOutput = z.object({ upgrade: upgradeKey, person: id });
