import type { NewEvent } from "@/domain/event";
import { keepsALead, teamAs } from "@/domain/member";
import { upgradeCommand } from "@/lib/command";
import type { WriteClient } from "@/lib/db";
import { AppError, conflict, notFound, refused } from "@/lib/errors";
import {
  addMemberInput,
  changeRolesInput,
  memberOutput,
  removedMember,
  removeMemberInput,
  setTeamInput,
  teamOutput,
} from "../schema";

const subject = (id: string) => ({ type: "member", id }) as const;

async function membership(tx: WriteClient, upgradeId: string, userId: string) {
  const rows = await tx.member.findMany({
    where: { upgradeId },
    include: { user: { select: { name: true, disabledAt: true } } },
  });
  const row = rows.find((member) => member.userId === userId);
  if (!row) throw notFound("member");
  return {
    row,
    teams: [...new Set(rows.map(({ team }) => team))].sort(),
    all: rows.map((member) => ({
      userId: member.userId,
      roles: member.roles,
      disabled: member.user.disabledAt !== null,
    })),
  };
}

type Row = Awaited<ReturnType<typeof membership>>["row"];
const changed = (row: Row) =>
  conflict(`${row.user.name}'s membership`, {
    person: row.userId,
    roles: row.roles,
    team: row.team,
    version: row.version,
  });

/** Adds somebody who has an account here to the upgrade. */
export const addMember = upgradeCommand({
  name: "member.add",
  summary: "Add a person to an upgrade",
  method: "POST",
  path: "/upgrades/{upgrade}/members",
  creates: true,
  input: addMemberInput,
  output: memberOutput,
  run: async ({ tx, now, upgrade }, { person, roles }) => {
    const user = await tx.user.findUnique({
      where: { id: person },
      select: { name: true, disabledAt: true },
    });
    if (!user) throw notFound("person");
    if (user.disabledAt)
      throw refused([
        { code: "disabled", message: `${user.name}'s account is disabled. An admin can enable it.` },
      ]);
    const { count } = await tx.member.createMany({
      data: { upgradeId: upgrade.id, userId: person, roles, addedAt: now },
      skipDuplicates: true,
    });
    if (count !== 1)
      throw new AppError("duplicate", `${user.name} is in this upgrade already. Change the roles instead.`, {
        fields: [{ path: "person", message: "is in this upgrade already" }],
      });
    return {
      output: { person, roles, version: 1 },
      events: [
        { type: "member.added", subject: subject(person), data: { userId: person, name: user.name, roles } },
      ],
    };
  },
});

/** Gives a member other roles. Signatures keep the roles they were given with. */
export const changeRoles = upgradeCommand({
  name: "member.changeRoles",
  summary: "Change a member's roles",
  method: "PUT",
  path: "/upgrades/{upgrade}/members/{person}",
  input: changeRolesInput,
  output: memberOutput,
  run: async ({ tx, upgrade }, { person, roles, version }) => {
    const { row, all } = await membership(tx, upgrade.id, person);
    const verdict = keepsALead(all, person, roles);
    if (!verdict.ok) throw refused(verdict.refusals);
    const { count } = await tx.member.updateMany({
      where: { upgradeId: upgrade.id, userId: person, version },
      data: { roles, version: { increment: 1 } },
    });
    if (count !== 1) throw changed(row);
    const data = { userId: person, name: row.user.name, was: row.roles, is: roles };
    return {
      output: { person, roles, version: version + 1 },
      events: [{ type: "member.rolesChanged", subject: subject(person), data }],
    };
  },
});

/** Says which team a member works in. Teams are words: one that others are in keeps its spelling. */
export const setTeam = upgradeCommand({
  name: "member.setTeam",
  summary: "Put a member into a team, or take them out of it",
  method: "PUT",
  path: "/upgrades/{upgrade}/members/{person}/team",
  input: setTeamInput,
  output: teamOutput,
  run: async ({ tx, upgrade }, { person, team: typed, version }) => {
    const { row, teams } = await membership(tx, upgrade.id, person);
    const team = teamAs(typed, teams);
    if (row.version === version && team === row.team)
      throw refused([
        {
          code: "unchanged",
          message: `${row.user.name} is ${team === "" ? "in no team" : `in the team ${team}`} already.`,
        },
      ]);
    const { count } = await tx.member.updateMany({
      where: { upgradeId: upgrade.id, userId: person, version },
      data: { team, version: { increment: 1 } },
    });
    if (count !== 1) throw changed(row);
    const data = { userId: person, name: row.user.name, was: row.team, is: team };
    return {
      output: { person, team, version: version + 1 },
      events: [{ type: "member.teamSet", subject: subject(person), data }],
      touched: [],
    };
  },
});

/**
 * Removes a member. What they did and signed stays as it is; open steps that were theirs are nobody's again, because
 * whom they were assigned to could no longer see them.
 */
export const removeMember = upgradeCommand({
  name: "member.remove",
  summary: "Remove a member; their history and signatures stay",
  method: "DELETE",
  path: "/upgrades/{upgrade}/members/{person}",
  input: removeMemberInput,
  output: removedMember,
  run: async ({ tx, upgrade }, { person, version }) => {
    const { row, all } = await membership(tx, upgrade.id, person);
    const verdict = keepsALead(all, person, null);
    if (!verdict.ok) throw refused(verdict.refusals);
    const { count } = await tx.member.deleteMany({
      where: { upgradeId: upgrade.id, userId: person, version },
    });
    if (count !== 1) throw changed(row);
    const { name } = row.user;
    const freed = await unassign(tx, upgrade.id, person, name);
    const removed: NewEvent = {
      type: "member.removed",
      subject: subject(person),
      data: { userId: person, name, roles: row.roles },
    };
    return { output: { person, unassigned: freed.length }, events: [removed, ...freed] };
  },
});

async function unassign(
  tx: WriteClient,
  upgradeId: string,
  person: string,
  name: string,
): Promise<NewEvent[]> {
  const open = {
    upgradeId,
    assigneeId: person,
    removedAt: null,
    state: { in: ["todo" as const, "doing" as const, "blocked" as const] },
  };
  const steps = await tx.step.findMany({
    where: open,
    select: { id: true, code: true, title: true, environmentId: true },
    orderBy: [{ environmentId: "asc" }, { position: "asc" }],
  });
  await tx.step.updateMany({
    where: { id: { in: steps.map((step) => step.id) } },
    data: { assigneeId: null, version: { increment: 1 } },
  });
  return steps.map(({ id, code, title, environmentId }) => ({
    type: "step.assigned",
    subject: { type: "step", id },
    environmentId,
    data: { code, title, was: name, is: null },
  }));
}
