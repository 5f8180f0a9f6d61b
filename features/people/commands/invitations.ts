import { instanceCommand } from "@/lib/command";
import { AppError, notFound, refused } from "@/lib/errors";
import { linkLife, makeLink, revokeOpen } from "@/lib/one-time-link";
import { accountOutput, invitationInput, inviteInput, oneTimeLink, resetPasswordInput } from "../schema";

/** Invites somebody to this instance by a one-time link, valid for a week. */
export const invitePerson = instanceCommand({
  name: "person.invite",
  summary: "Invite a person to this Liftlock by a one-time link",
  method: "POST",
  path: "/invitations",
  creates: true,
  answersSecret: true,
  input: inviteInput,
  output: oneTimeLink,
  run: async (context, { email, name, isAdmin }) => {
    const { tx, actor } = context;
    const here = await tx.user.findUnique({ where: { email }, select: { name: true } });
    if (here)
      throw new AppError("duplicate", `${here.name} has an account with this address already.`, {
        fields: [{ path: "email", message: "has an account already" }],
      });
    await revokeOpen(context, { email, userId: null, upgradeId: null });
    const output = await makeLink(context, {
      email,
      name: name ?? null,
      isAdmin,
      createdById: actor?.id ?? null,
      life: linkLife.join,
    });
    return {
      output,
      events: [
        { type: "person.invited", subject: { type: "invitation", id: output.id }, data: { email, isAdmin } },
      ],
    };
  },
});

/** Withdraws an open link, whichever it is: into an upgrade, to the instance, for a new password. */
export const revokeInvitation = instanceCommand({
  name: "invitation.revoke",
  summary: "Revoke an open invitation or password link",
  method: "DELETE",
  path: "/invitations/{invitation}",
  input: invitationInput,
  output: accountOutput.pick({ id: true }),
  run: async ({ tx, now }, { invitation: id }) => {
    const row = await tx.invitation.findUnique({ where: { id } });
    if (!row) throw notFound("invitation");
    const { count } = await tx.invitation.updateMany({
      where: { id, usedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    if (count !== 1)
      throw refused([
        {
          code: "not_open",
          message: row.usedAt ? "This link was used already." : "This link was revoked already.",
        },
      ]);
    const email = row.email ?? "the first admin";
    return {
      output: { id },
      events: [{ type: "person.invitationRevoked", subject: { type: "invitation", id }, data: { email } }],
    };
  },
});

/** Makes a one-time link with which a person chooses a new password, valid for a day. Nothing changes until it is used. */
export const resetPassword = instanceCommand({
  name: "person.resetPassword",
  summary: "Make a one-time link with which a person chooses a new password",
  method: "POST",
  path: "/people/{person}/reset-password",
  creates: true,
  answersSecret: true,
  input: resetPasswordInput,
  output: oneTimeLink,
  run: async (context, { person }) => {
    const { tx, actor } = context;
    const user = await tx.user.findUnique({ where: { id: person } });
    if (!user) throw notFound("person");
    if (user.disabledAt)
      throw refused([{ code: "disabled", message: `${user.name}'s account is disabled. Enable it first.` }]);
    await revokeOpen(context, { userId: person, upgradeId: null });
    const output = await makeLink(context, {
      email: user.email,
      userId: person,
      createdById: actor?.id ?? null,
      life: linkLife.reset,
    });
    return {
      output,
      events: [
        {
          type: "person.passwordResetOffered",
          subject: { type: "person", id: person },
          data: { name: user.name },
        },
      ],
    };
  },
});
