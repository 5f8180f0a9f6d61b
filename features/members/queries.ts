import { z } from "zod";
import type { Member } from "@/domain/role";
import { whoCanSign } from "@/domain/sign-off";
import type { ReadClient } from "@/lib/db";
import type { UpgradeFacts } from "@/lib/facts";
import { upgradeKey } from "@/lib/fields";
import { upgradeQuery } from "@/lib/read";
import { type SavedFacts, savedFacts } from "@/lib/saved-facts";
import { listMembersOutput, type MemberInvitation, type MemberView, memberInvitations } from "./schema";

type Signing = Pick<MemberView, "canSign" | "cannotSign">;

/** For each member, the gates they could sign now and those they may not, by the rule that judges signatures. */
async function signing(saved: SavedFacts, facts: UpgradeFacts, now: Date): Promise<Map<string, Signing>> {
  const found = new Map<string, Signing>(
    facts.members.map((member) => [member.id, { canSign: [], cannotSign: [] }]),
  );
  for (const environment of facts.environments) {
    const gates = facts.gates.filter(
      (gate) => gate.environmentId === environment.id && gate.slots.length > 0,
    );
    if (gates.length === 0) continue;
    const work = await saved.work(environment.id);
    for (const gate of gates.sort((a, b) => a.kind.localeCompare(b.kind))) {
      const name = { environment: environment.key, environmentName: environment.name, gate: gate.kind };
      const slots = whoCanSign(facts.members, {
        slots: gate.slots,
        signOffs: facts.signOffs.filter((signOff) => signOff.gateId === gate.id),
        doersMaySign: facts.doersMaySign,
        now,
        work,
      });
      const can = new Set(slots.flatMap((slot) => slot.can.map((member: Member) => member.id)));
      const cannot = new Map(
        slots.flatMap((slot) => slot.cannot.map(({ member, reason }) => [member.id, reason] as const)),
      );
      for (const [id, entry] of found) {
        if (can.has(id)) entry.canSign.push(name);
        else if (cannot.has(id)) entry.cannotSign.push({ ...name, reason: cannot.get(id) ?? "" });
      }
    }
  }
  return found;
}

/** Everybody in an upgrade by name, with their roles and what they did. */
async function loadMembers(read: ReadClient, upgradeId: string): Promise<Omit<MemberView, keyof Signing>[]> {
  const where = { upgradeId };
  const [rows, steps, executions, signatures] = await Promise.all([
    read.member.findMany({
      where,
      include: { user: { select: { name: true, email: true, disabledAt: true } } },
    }),
    read.step.groupBy({
      by: ["doneById"],
      where: { ...where, state: "done", removedAt: null, doneById: { not: null } },
      _count: { _all: true },
    }),
    read.testExecution.groupBy({ by: ["executedById"], where, _count: { _all: true } }),
    read.signOff.groupBy({
      by: ["userId"],
      where: { ...where, withdrawnAt: null },
      _count: { _all: true },
    }),
  ]);
  const stepsBy = new Map(steps.map((row) => [row.doneById, row._count._all]));
  const executionsBy = new Map(executions.map((row) => [row.executedById, row._count._all]));
  const signaturesBy = new Map(signatures.map((row) => [row.userId, row._count._all]));
  const items = rows.map((row) => ({
    id: row.userId,
    name: row.user.name,
    email: row.user.email,
    roles: row.roles,
    team: row.team,
    disabled: row.user.disabledAt !== null,
    addedAt: row.addedAt.toISOString(),
    version: row.version,
    did: {
      steps: stepsBy.get(row.userId) ?? 0,
      executions: executionsBy.get(row.userId) ?? 0,
      signatures: signaturesBy.get(row.userId) ?? 0,
    },
  }));
  return items.sort((a, b) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id));
}

/** Everybody in an upgrade with their roles, what they did, and what they could sign. */
export const listMembers = upgradeQuery({
  name: "member.list",
  action: "upgrade.view",
  summary: "Members of an upgrade, what they did and what they can sign",
  path: "/upgrades/{upgrade}/members",
  input: z.object({ upgrade: upgradeKey }),
  output: listMembersOutput,
  run: async ({ read, upgrade, now }) => {
    const saved = savedFacts(read, upgrade);
    const facts = await saved.upgrade();
    const lapsed = facts.signOffs.filter(({ validUntil }) => validUntil !== null && validUntil <= now).length;
    // Counted over every step and execution, once for as long as nobody changes anything and no signature ends.
    return saved.once(`members after ${lapsed}`, async () => {
      const [members, signs] = await Promise.all([loadMembers(read, upgrade.id), signing(saved, facts, now)]);
      return {
        items: members.map((member) => ({
          ...member,
          ...(signs.get(member.id) ?? { canSign: [], cannotSign: [] }),
        })),
      };
    });
  },
});

/** How many open invitations are listed. */
const mostInvitations = 200;

/** Invitations nobody has used or withdrawn, the ended ones included: only time ends them. */
async function loadUnused(read: ReadClient, upgradeId: string): Promise<MemberInvitation[]> {
  const rows = await read.invitation.findMany({
    where: { upgradeId, usedAt: null, revokedAt: null },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
  const creators = [...new Set(rows.flatMap((row) => row.createdById ?? []))];
  const people = await read.user.findMany({
    where: { id: { in: creators } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({
    id: row.id,
    email: row.email ?? "",
    name: row.name,
    roles: row.roles,
    invitedBy: names.get(row.createdById ?? "") ?? "Liftlock",
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }));
}

/** Invitations into an upgrade that nobody has used yet. */
export const listMemberInvitations = upgradeQuery({
  name: "member.invitations",
  action: "upgrade.view",
  summary: "Open invitations into an upgrade",
  path: "/upgrades/{upgrade}/invitations",
  input: z.object({ upgrade: upgradeKey }),
  output: memberInvitations,
  run: async ({ read, upgrade, now }) => {
    const unused = await savedFacts(read, upgrade).once("invitations", () => loadUnused(read, upgrade.id));
    return {
      items: unused.filter(({ expiresAt }) => expiresAt > now.toISOString()).slice(0, mostInvitations),
    };
  },
});
