import type { z } from "zod";
import type { NewEvent } from "@/domain/event";
import { passwordFaults } from "@/domain/password";
import { linkRefusals, linkState } from "@/domain/person";
import { roleNames } from "@/domain/role";
import type { Actor } from "@/lib/actor";
import { alsoInUpgrade } from "@/lib/also-in-upgrade";
import { secretHash } from "@/lib/auth";
import { type CommandContext, instanceCommand } from "@/lib/command";
import type { WriteClient } from "@/lib/db";
import { AppError, notFound, refused } from "@/lib/errors";
import { listWords } from "@/lib/format";
import { hashPassword } from "@/lib/password";
import { answer } from "@/lib/read";
import { viewInvitation } from "../queries/invitation";
import { acceptInput, acceptOutput } from "../schema";

type Input = z.output<typeof acceptInput>;
type Context = CommandContext<string | null> & { actor: Actor | null };
type Invitation = NonNullable<Awaited<ReturnType<WriteClient["invitation"]["findUnique"]>>>;

const missing = (path: string, message: string) =>
  new AppError("invalid_input", `${path}: ${message}`, { fields: [{ path, message }] });

/** Hashes the password that was chosen, after it was found good enough for whom it is. */
async function chosenPassword(
  password: string | undefined,
  owner: { email: string; name: string },
): Promise<string> {
  if (!password) throw missing("password", "is needed");
  const [fault] = passwordFaults(password, owner);
  if (fault) throw missing("password", fault.message);
  return hashPassword(password);
}

/**
 * Uses a one-time link: makes an account with the password chosen, adds a signed-in person to an upgrade, or sets a new
 * password. Works once; of two at the same time one is told that the link was used.
 */
export const acceptInvitation = instanceCommand({
  name: "invitation.accept",
  summary: "Use a one-time link: join, or choose a new password",
  method: "POST",
  path: "/invitations/links/{secret}/accept",
  input: acceptInput,
  output: acceptOutput,
  // The link is looked at first: only who holds a good one may keep us busy with hashing.
  prepare: async (input, actor, now) => {
    const link = await answer(viewInvitation, actor, { secret: input.secret }, now ? { now } : {});
    if (link.kind === "upgrade" && actor?.id) return null;
    const owner = { email: link.email ?? input.email ?? "", name: input.name ?? link.name ?? "" };
    return chosenPassword(input.password, owner);
  },
  run: async (context, input) => {
    const { tx, now, actor } = context;
    if (actor?.readOnly)
      throw new AppError(
        "forbidden",
        "This token may only read. Create one with write scope in your profile.",
      );
    const invitation = await tx.invitation.findUnique({ where: { secretHash: secretHash(input.secret) } });
    if (!invitation) throw notFound("link");
    const state = linkState(invitation, now);
    if (state !== "open") throw new AppError("gone", linkRefusals[state], { state });
    const { count } = await tx.invitation.updateMany({
      where: { id: invitation.id, usedAt: null, revokedAt: null },
      data: { usedAt: now },
    });
    if (count !== 1) throw new AppError("gone", linkRefusals.used, { state: "used" });
    if (invitation.userId) return setPassword(context, invitation.userId);
    if (invitation.upgradeId && actor?.id)
      return join(context, invitation, { id: actor.id, name: actor.name, email: actor.email }, []);
    return makeAccount(context, input, invitation);
  },
});

/** The person of the link gets the new password; whoever is signed in as them anywhere is out. */
async function setPassword({ tx, now, prepared }: Context, userId: string) {
  const user = await tx.user.findUniqueOrThrow({ where: { id: userId } });
  if (user.disabledAt || !prepared) throw new AppError("gone", linkRefusals.revoked, { state: "revoked" });
  await tx.user.update({
    where: { id: userId },
    data: { passwordHash: prepared, version: { increment: 1 } },
  });
  const { count } = await tx.session.updateMany({
    where: { userId, revokedAt: null, expiresAt: { gt: now } },
    data: { revokedAt: now },
  });
  const events: NewEvent[] = [
    {
      type: "person.passwordChanged",
      subject: { type: "person", id: userId },
      data: { name: user.name, sessionsEnded: count },
    },
  ];
  return { output: { person: userId, email: user.email, upgrade: null }, events, actor: asActor(user) };
}

async function makeAccount(context: Context, input: Input, invitation: Invitation) {
  const { tx, now, newId, prepared, actor } = context;
  const isSetup = invitation.email === null;
  if (isSetup && (await tx.user.count()) > 0)
    throw new AppError("gone", linkRefusals.used, { state: "used" });
  if (actor?.id)
    throw refused([
      {
        code: "has_account",
        message: "You are signed in and have an account here already. This link is for somebody new.",
      },
    ]);
  const email = invitation.email ?? input.email;
  const name = input.name ?? invitation.name;
  if (!email) throw missing("email", "is needed");
  if (!name) throw missing("name", "is needed");
  if (!prepared) throw missing("password", "is needed");
  if (await tx.user.findUnique({ where: { email }, select: { id: true } })) {
    throw refused([
      {
        code: "has_account",
        message: `${email} has an account here already. Sign in with it, then open this link again.`,
      },
    ]);
  }
  const person = { id: newId(), name, email };
  const { isAdmin } = invitation;
  await tx.user.create({ data: { ...person, isAdmin, passwordHash: prepared, createdAt: now } });
  const joined: NewEvent = {
    type: "person.joined",
    subject: { type: "person", id: person.id },
    data: { name, email, isAdmin },
  };
  if (invitation.upgradeId) return join(context, invitation, person, [joined]);
  return { output: { person: person.id, email, upgrade: null }, events: [joined], actor: asActor(person) };
}

/** Adds the person to the upgrade of the link; the upgrade's own history says so. */
async function join(
  { tx, now }: Context,
  invitation: Invitation,
  person: { id: string; name: string; email: string },
  events: NewEvent[],
) {
  const { upgradeId, roles } = invitation;
  const upgrade = await tx.upgrade.findUniqueOrThrow({
    where: { id: upgradeId ?? "" },
    select: { id: true, key: true, archivedAt: true },
  });
  await alsoInUpgrade(tx, upgrade.id, { actor: person, roles, now }, async () => {
    if (upgrade.archivedAt)
      throw new AppError("archived", "This upgrade was archived meanwhile. Ask its lead.");
    const member = await tx.member.findUnique({
      where: { upgradeId_userId: { upgradeId: upgrade.id, userId: person.id } },
    });
    if (member)
      throw new AppError(
        "duplicate",
        `You are in ${upgrade.key} already, as ${listWords(member.roles.map((role) => roleNames[role].toLowerCase()))}.`,
      );
    await tx.member.create({ data: { upgradeId: upgrade.id, userId: person.id, roles, addedAt: now } });
    return {
      events: [
        {
          type: "member.added",
          subject: { type: "member", id: person.id },
          data: { userId: person.id, name: person.name, roles },
        },
      ],
    };
  });
  const accepted: NewEvent = {
    type: "invitation.accepted",
    subject: { type: "invitation", id: invitation.id },
    data: { email: invitation.email ?? person.email, upgrade: upgrade.key },
  };
  return {
    output: { person: person.id, email: person.email, upgrade: upgrade.key },
    events: [...events, accepted],
    actor: asActor(person),
  };
}

const asActor = ({ id, name, email }: { id: string; name: string; email: string }): Actor => ({
  id,
  name,
  email,
  isAdmin: false,
  via: "session",
  sessionId: null,
  readOnly: false,
  timeZone: null,
});
