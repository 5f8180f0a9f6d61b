import { headers } from "next/headers";
import { signInAttempt } from "@/lib/attempts";
import { callerAddress } from "@/lib/caller";
import { reader, writer } from "@/lib/db";
import { env } from "@/lib/env";
import { isPassword } from "@/lib/password";
import { idleSeconds, readSessionCookie, writeSessionCookie } from "@/lib/session-cookie";

/** Who signed in: the person and the row of their new session. */
export interface SignedIn {
  id: string;
  sessionId: string;
}

/** Where a try comes from. */
export interface Origin {
  address: string;
  userAgent: string;
}

export type SignInAnswer =
  | { ok: true; session: SignedIn }
  | { ok: false; reason: "wrong" }
  | { ok: false; reason: "rate_limited"; retryAt: Date };

/** An address counts as usual for this long after a session began there, in ms. */
const usualFor = 90 * 24 * 3600 * 1000;

/** Begins a session; the id is always a new one, so a session planted in a browser before is of no use. */
async function openSession(userId: string, from: Origin): Promise<SignedIn> {
  const session = await writer.session.create({
    data: {
      userId,
      userAgent: from.userAgent.slice(0, 300),
      address: from.address,
      expiresAt: new Date(Date.now() + idleSeconds * 1000),
    },
  });
  return { id: userId, sessionId: session.id };
}

/**
 * Checks e-mail and password and begins a session. A wrong password, an unknown address and a disabled account answer the
 * same and take the same time.
 */
export async function signIn(email: string, password: string, from: Origin): Promise<SignInAnswer> {
  const account = email.trim().toLowerCase();
  const [user, usual] = await Promise.all([
    reader.user.findUnique({ where: { email: account } }),
    reader.session.findFirst({
      where: {
        user: { email: account },
        address: from.address,
        createdAt: { gt: new Date(Date.now() - usualFor) },
      },
      select: { id: true },
    }),
  ]);
  const attempt = await signInAttempt(account, from.address, usual !== null && from.address !== "unknown");
  if (!attempt.allowed) return { ok: false, reason: "rate_limited", retryAt: attempt.retryAt };
  const matches = await isPassword(user?.passwordHash, password);
  if (!user || !matches || user.disabledAt) return { ok: false, reason: "wrong" };
  await attempt.succeeded();
  return { ok: true, session: await openSession(user.id, from) };
}

/** On the sample instance the sign-in page lists its people: one click and no password. Never outside of it. */
export async function signInToDemo(userId: string, from: Origin): Promise<SignInAnswer> {
  if (!env().demo || !/^[0-9a-f-]{36}$/i.test(userId)) return { ok: false, reason: "wrong" };
  const user = await reader.user.findUnique({ where: { id: userId } });
  if (!user || user.disabledAt) return { ok: false, reason: "wrong" };
  return { ok: true, session: await openSession(user.id, from) };
}

/** Where the present request comes from. */
export async function origin(): Promise<Origin> {
  const given = await headers();
  return { address: callerAddress(given), userAgent: given.get("user-agent") ?? "" };
}

/** Signs this browser in: the session it had before ends, and its cookie is replaced. */
export async function startSession(session: SignedIn): Promise<void> {
  await endSession(await readSessionCookie());
  await writeSessionCookie(session);
}

/** Ends a session for good, on every copy of its cookie. */
export async function endSession(sessionId: string | null): Promise<void> {
  if (sessionId)
    await writer.session.updateMany({
      where: { id: sessionId, revokedAt: null },
      data: { revokedAt: new Date() },
    });
}

/** Whether this is the sample instance, where anybody goes in as anybody. */
export const isDemo = (): boolean => env().demo;

/** True until the first admin exists. */
export async function isEmptyInstance(): Promise<boolean> {
  return (await reader.user.findFirst({ select: { id: true } })) === null;
}

/** People of the sample instance for its sign-in page; empty elsewhere. */
export async function demoPeople(): Promise<
  { id: string; name: string; email: string; isAdmin: boolean; roles: string[] }[]
> {
  if (!env().demo) return [];
  const people = await reader.user.findMany({
    where: { disabledAt: null },
    orderBy: { createdAt: "asc" },
    take: 30,
    select: { id: true, name: true, email: true, isAdmin: true, memberships: { select: { roles: true } } },
  });
  return people.map(({ memberships, ...person }) => ({
    ...person,
    roles: [...new Set(memberships.flatMap((member) => member.roles))],
  }));
}
