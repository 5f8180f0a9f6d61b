import { upgradeCommand } from "@/lib/command";
import { AppError, notFound, refused } from "@/lib/errors";
import { linkLife, makeLink, revokeOpen } from "@/lib/one-time-link";
import { inviteMemberInput, inviteMemberOutput, withdrawInput, withdrawOutput } from "../schema";

/** Invites somebody into the upgrade by a one-time link; a link made before for the same address stops working. */
export const inviteMember = upgradeCommand({
  name: "member.invite",
  summary: "Invite a person into an upgrade by a one-time link",
  method: "POST",
  path: "/upgrades/{upgrade}/invitations",
  creates: true,
  answersSecret: true,
  input: inviteMemberInput,
  output: inviteMemberOutput,
  run: async (context, { email, name, roles }) => {
    const { tx, upgrade, actor } = context;
    const here = await tx.user.findUnique({ where: { email }, select: { id: true, name: true } });
    if (here) {
      const message = `${here.name} has an account with this address: add them as a person instead.`;
      throw new AppError("duplicate", message, {
        person: here.id,
        fields: [{ path: "email", message: "has an account here; add the person instead" }],
      });
    }
    await revokeOpen(context, { email, upgradeId: upgrade.id });
    const output = await makeLink(context, {
      email,
      name: name ?? null,
      upgradeId: upgrade.id,
      roles,
      createdById: actor.id,
      life: linkLife.join,
    });
    return {
      output,
      touched: [],
      events: [
        { type: "member.invited", subject: { type: "invitation", id: output.id }, data: { email, roles } },
      ],
    };
  },
});

/** Withdraws an open invitation into the upgrade: its link no longer works. */
export const withdrawInvitation = upgradeCommand({
  name: "invitation.withdraw",
  summary: "Withdraw an open invitation into an upgrade",
  method: "DELETE",
  path: "/upgrades/{upgrade}/invitations/{invitation}",
  input: withdrawInput,
  output: withdrawOutput,
  run: async ({ tx, now, upgrade }, { invitation: id }) => {
    const row = await tx.invitation.findFirst({ where: { id, upgradeId: upgrade.id } });
    if (!row) throw notFound("invitation");
    const { count } = await tx.invitation.updateMany({
      where: { id, usedAt: null, revokedAt: null },
      data: { revokedAt: now },
    });
    if (count !== 1)
      throw refused([
        {
          code: "not_open",
          message: row.usedAt
            ? "This invitation was accepted already."
            : "This invitation was withdrawn already.",
        },
      ]);
    return {
      output: { id },
      touched: [],
      events: [
        {
          type: "invitation.withdrawn",
          subject: { type: "invitation", id },
          data: { email: row.email ?? "" },
        },
      ],
    };
  },
});
