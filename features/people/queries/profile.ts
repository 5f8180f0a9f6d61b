import { z } from "zod";
import { instanceQuery } from "@/lib/read";
import { listSessionsOutput, listTokensOutput, profileView } from "../schema";

/** One's own account. */
export const viewProfile = instanceQuery({
  name: "profile.get",
  action: "profile.view",
  summary: "The caller's own account",
  path: "/profile",
  input: z.object({}),
  output: profileView,
  run: async ({ read, actor }) =>
    read.user.findUniqueOrThrow({
      where: { id: actor.id },
      select: { id: true, name: true, email: true, isAdmin: true, timeZone: true, version: true },
    }),
});

/** Browsers in which one is signed in now, the latest used first. */
export const listSessions = instanceQuery({
  name: "session.list",
  action: "session.list",
  summary: "Browsers in which the caller is signed in",
  path: "/sessions",
  input: z.object({}),
  output: listSessionsOutput,
  run: async ({ read, actor, now }) => {
    const rows = await read.session.findMany({
      where: { userId: actor.id, revokedAt: null, expiresAt: { gt: now } },
      orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
      take: 200,
    });
    return {
      items: rows.map(({ id, createdAt, lastSeenAt, expiresAt, userAgent, address }) => ({
        id,
        createdAt: createdAt.toISOString(),
        lastSeenAt: lastSeenAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
        userAgent,
        address,
        current: id === actor.sessionId,
      })),
    };
  },
});

/** One's tokens that were not revoked; expired ones are named as such. */
export const listTokens = instanceQuery({
  name: "token.list",
  action: "token.list",
  summary: "The caller's API tokens",
  path: "/tokens",
  input: z.object({}),
  output: listTokensOutput,
  run: async ({ read, actor, now }) => {
    const rows = await read.apiToken.findMany({
      where: { userId: actor.id, revokedAt: null },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: 200,
    });
    return {
      items: rows.map((row) => ({
        id: row.id,
        name: row.name,
        prefix: row.prefix,
        scope: row.scope,
        createdAt: row.createdAt.toISOString(),
        expiresAt: row.expiresAt?.toISOString() ?? null,
        lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
        expired: row.expiresAt !== null && row.expiresAt <= now,
      })),
    };
  },
});
