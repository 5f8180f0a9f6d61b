import { z } from "zod";
import { hasLead } from "@/domain/member";
import type { Prisma, ReadClient } from "@/lib/db";
import { notACursor } from "@/lib/errors";
import { instanceQuery } from "@/lib/read";
import {
  leaderlessUpgrades,
  listAccountsInput,
  listAccountsOutput,
  listPeopleInput,
  listPeopleOutput,
} from "../schema";

const matching = (q: string): Prisma.UserWhereInput =>
  q === ""
    ? {}
    : {
        OR: [{ name: { contains: q, mode: "insensitive" } }, { email: { contains: q, mode: "insensitive" } }],
      };

/** One page by name. The cursor is the last id: people are never deleted, so one from a page is always found. */
async function page(read: Pick<ReadClient, "user">, cursor: string | undefined, limit: number) {
  if (cursor && !(await read.user.findUnique({ where: { id: cursor }, select: { id: true } })))
    throw notACursor();
  return {
    orderBy: [{ name: "asc" as const }, { id: "asc" as const }],
    take: limit + 1,
    ...(cursor && { cursor: { id: cursor }, skip: 1 }),
  };
}

const split = <T extends { id: string }>(rows: T[], limit: number) => ({
  rows: rows.slice(0, limit),
  next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null,
});

/** Who is here and can sign in: for choosing people. */
export const listPeople = instanceQuery({
  name: "person.list",
  action: "person.list",
  summary: "People of this Liftlock who can sign in",
  path: "/people",
  input: listPeopleInput,
  output: listPeopleOutput,
  run: async ({ read }, { q, cursor, limit }) => {
    const found = await read.user.findMany({
      where: { disabledAt: null, ...matching(q) },
      select: { id: true, name: true, email: true },
      ...(await page(read, cursor, limit)),
    });
    const { rows, next } = split(found, limit);
    return { items: rows, next };
  },
});

/** Everybody's account, for admins. */
export const listAccounts = instanceQuery({
  name: "person.accounts",
  action: "person.manage",
  summary: "Accounts of this Liftlock, disabled ones included",
  path: "/people/accounts",
  input: listAccountsInput,
  output: listAccountsOutput,
  run: async ({ read }, { q, show, cursor, limit }) => {
    const shown = {
      all: {},
      admins: { isAdmin: true },
      disabled: { disabledAt: { not: null } },
    } satisfies Record<typeof show, Prisma.UserWhereInput>;
    const [found, all, admins, disabled] = await Promise.all([
      read.user.findMany({
        where: { AND: [matching(q), shown[show]] },
        include: {
          sessions: { orderBy: { lastSeenAt: "desc" }, take: 1, select: { lastSeenAt: true } },
          _count: { select: { memberships: true } },
        },
        ...(await page(read, cursor, limit)),
      }),
      read.user.count({ where: matching(q) }),
      read.user.count({ where: { AND: [matching(q), shown.admins] } }),
      read.user.count({ where: { AND: [matching(q), shown.disabled] } }),
    ]);
    const { rows, next } = split(found, limit);
    return {
      items: rows.map((row) => ({
        id: row.id,
        name: row.name,
        email: row.email,
        isAdmin: row.isAdmin,
        disabledAt: row.disabledAt?.toISOString() ?? null,
        createdAt: row.createdAt.toISOString(),
        lastSeenAt: row.sessions[0]?.lastSeenAt.toISOString() ?? null,
        upgrades: row._count.memberships,
        version: row.version,
      })),
      next,
      counts: { all, admins, disabled },
    };
  },
});

/** Upgrades whose leads are all disabled: an admin appoints a new one. */
export const listLeaderlessUpgrades = instanceQuery({
  name: "upgrade.leaderless",
  action: "person.manage",
  summary: "Upgrades without a lead who can sign in",
  path: "/upgrades/without-lead",
  input: z.object({}),
  output: leaderlessUpgrades,
  run: async ({ read }) => {
    const rows = await read.upgrade.findMany({
      where: { archivedAt: null, members: { none: { roles: { has: "lead" }, user: { disabledAt: null } } } },
      orderBy: { key: "asc" },
      take: 200,
      select: {
        id: true,
        key: true,
        title: true,
        members: {
          select: { roles: true, user: { select: { id: true, name: true, email: true, disabledAt: true } } },
        },
      },
    });
    const upgrades = rows.map((row) => ({
      ...row,
      members: row.members.map(({ roles, user: { disabledAt, ...person } }) => ({
        ...person,
        roles,
        disabled: disabledAt !== null,
      })),
    }));
    return {
      items: upgrades.filter(
        ({ members }) => !hasLead(members.map((member) => ({ ...member, userId: member.id }))),
      ),
    };
  },
});
