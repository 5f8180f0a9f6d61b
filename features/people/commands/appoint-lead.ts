import type { NewEvent } from "@/domain/event";
import { decideAppointLead } from "@/domain/member";
import { alsoInUpgrade } from "@/lib/also-in-upgrade";
import { instanceCommand } from "@/lib/command";
import { notFound, refused } from "@/lib/errors";
import { appointLeadInput, appointLeadOutput } from "../schema";
import { self } from "./self";

/** An admin makes somebody lead of an upgrade that nobody leads any more. The only thing an admin may do in an upgrade of others. */
export const appointLead = instanceCommand({
  name: "upgrade.appointLead",
  summary: "Appoint a lead for an upgrade without one",
  method: "PUT",
  path: "/upgrades/{upgrade}/lead",
  input: appointLeadInput,
  output: appointLeadOutput,
  run: async ({ tx, now, actor }, { upgrade: key, person, reason }) => {
    const admin = self(actor);
    const upgrade = await tx.upgrade.findUnique({ where: { key }, select: { id: true } });
    if (!upgrade) throw notFound("upgrade");
    const user = await tx.user.findUnique({
      where: { id: person },
      select: { name: true, disabledAt: true },
    });
    if (!user) throw notFound("person");
    if (user.disabledAt)
      throw refused([
        {
          code: "disabled",
          message: `${user.name}'s account is disabled. Enable it first, or appoint somebody else.`,
        },
      ]);
    const event: NewEvent = {
      type: "upgrade.leadAppointed",
      subject: { type: "upgrade", id: upgrade.id },
      data: { key, name: user.name, reason },
    };
    await alsoInUpgrade(tx, upgrade.id, { actor: admin, now }, async () => {
      const rows = await tx.member.findMany({
        where: { upgradeId: upgrade.id },
        select: { userId: true, roles: true, user: { select: { disabledAt: true } } },
      });
      const verdict = decideAppointLead(
        rows.map((row) => ({ userId: row.userId, roles: row.roles, disabled: row.user.disabledAt !== null })),
      );
      if (!verdict.ok) throw refused(verdict.refusals);
      const membership = { upgradeId_userId: { upgradeId: upgrade.id, userId: person } };
      const held = rows.find((row) => row.userId === person)?.roles ?? [];
      const roles = [...new Set([...held, "lead" as const])];
      await tx.member.upsert({
        where: membership,
        create: { upgradeId: upgrade.id, userId: person, roles, addedAt: now },
        update: { roles, version: { increment: 1 } },
      });
      return { events: [event] };
    });
    return { output: { upgrade: key, person }, events: [event] };
  },
});
