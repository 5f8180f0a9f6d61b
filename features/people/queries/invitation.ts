import { z } from "zod";
import { linkRefusals, linkState } from "@/domain/person";
import { secretHash } from "@/lib/auth";
import { AppError } from "@/lib/errors";
import { instanceQuery } from "@/lib/read";
import { type InvitationView, invitationView, openInvitations, secret } from "../schema";

/** What a one-time link is for, to whoever holds it. Throws `not_found` for an unknown one and `gone` for one that no longer opens anything. */
export const viewInvitation = instanceQuery({
  name: "invitation.get",
  action: "invitation.view",
  summary: "What a one-time link is for",
  path: "/invitations/links/{secret}",
  input: z.object({ secret }),
  output: invitationView,
  // Whoever asks may be nobody yet, so nothing here looks at the actor.
  run: async ({ read, now }, input) => {
    const row = await read.invitation.findUnique({ where: { secretHash: secretHash(input.secret) } });
    if (!row) throw new AppError("not_found", "There is no such link. Check that it was copied whole.");
    const gone = (state: "used" | "revoked" | "expired") =>
      new AppError("gone", linkRefusals[state], { state });
    const state = linkState(row, now);
    if (state !== "open") throw gone(state);
    const isSetup = row.email === null;
    if (isSetup && (await read.user.count()) > 0) throw gone("used");
    const [upgrade, creator, invited] = await Promise.all([
      row.upgradeId
        ? read.upgrade.findUnique({ where: { id: row.upgradeId }, select: { key: true, title: true } })
        : null,
      row.createdById
        ? read.user.findUnique({ where: { id: row.createdById }, select: { name: true } })
        : null,
      row.email
        ? read.user.findUnique({ where: { email: row.email }, select: { name: true, disabledAt: true } })
        : null,
    ]);
    if (row.userId && (!invited || invited.disabledAt)) throw gone("revoked");
    const kind: InvitationView["kind"] = isSetup
      ? "setup"
      : row.userId
        ? "reset"
        : row.upgradeId
          ? "upgrade"
          : "instance";
    return {
      kind,
      email: row.email,
      name: row.userId ? (invited?.name ?? null) : row.name,
      isAdmin: row.isAdmin,
      upgrade,
      roles: row.roles,
      invitedBy: creator?.name ?? "Liftlock",
      expiresAt: row.expiresAt.toISOString(),
      hasAccount: invited !== null,
    };
  },
});

/** Every link that still opens something, for admins. The secrets are not known any more. */
export const listInvitations = instanceQuery({
  name: "invitation.list",
  action: "person.manage",
  summary: "Open invitations and password links",
  path: "/invitations",
  input: z.object({}),
  output: openInvitations,
  run: async ({ read, now }) => {
    const rows = await read.invitation.findMany({
      where: { usedAt: null, revokedAt: null, expiresAt: { gt: now }, email: { not: null } },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: 500,
    });
    const ids = (pick: (row: (typeof rows)[number]) => string | null) => [
      ...new Set(rows.flatMap((row) => pick(row) ?? [])),
    ];
    const [people, upgrades] = await Promise.all([
      read.user.findMany({
        where: { id: { in: [...ids((row) => row.createdById), ...ids((row) => row.userId)] } },
        select: { id: true, name: true },
      }),
      read.upgrade.findMany({
        where: { id: { in: ids((row) => row.upgradeId) } },
        select: { id: true, key: true },
      }),
    ]);
    const names = new Map(people.map(({ id, name }) => [id, name]));
    const keys = new Map(upgrades.map(({ id, key }) => [id, key]));
    return {
      items: rows.map((row) => ({
        id: row.id,
        email: row.email ?? "",
        name: row.userId ? (names.get(row.userId) ?? null) : row.name,
        isAdmin: row.isAdmin,
        resetsPassword: row.userId !== null,
        upgrade: keys.get(row.upgradeId ?? "") ?? null,
        roles: row.roles,
        invitedBy: names.get(row.createdById ?? "") ?? "Liftlock",
        createdAt: row.createdAt.toISOString(),
        expiresAt: row.expiresAt.toISOString(),
      })),
    };
  },
});
