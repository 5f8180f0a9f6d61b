import { createHash, randomBytes } from "node:crypto";
import { headers } from "next/headers";
import { getServerSession, type NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { RateLimiterPrisma } from "rate-limiter-flexible";
import type { Actor } from "@/lib/actor";
import { reader, writer } from "@/lib/db";
import { env } from "@/lib/env";
import { isPassword } from "@/lib/password";

/** How long a browser stays signed in without being used, in seconds: two weeks. */
const sessionSeconds = 14 * 24 * 3600;

/** SHA-256 in hex: what is stored of tokens and one-time links. They are random, so a slow hash adds nothing. */
export const secretHash = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** A new unguessable secret for a link or token: 32 random bytes, URL-safe. */
export const newSecret = (prefix = ""): string => prefix + randomBytes(32).toString("base64url");

// Ten failures a quarter of an hour per account, fifty per address: kept in the database, so that every process counts.
const perAccount = () => new RateLimiterPrisma({ storeClient: limiterStore(), tableName: "rateLimit", keyPrefix: "account", points: 10, duration: 900 });
const perAddress = () => new RateLimiterPrisma({ storeClient: limiterStore(), tableName: "rateLimit", keyPrefix: "address", points: 50, duration: 900 });
const limiterStore = () => writer;

/** The caller's address: the socket's as Next reports it, or what the trusted proxies in front of us say. */
export function callerAddress(forwardedFor: string | null): string {
  if (env().trustProxy === 0) return "direct";
  const hops = (forwardedFor ?? "").split(",").map((hop) => hop.trim()).filter(Boolean);
  return hops.at(-env().trustProxy) ?? "unknown";
}

async function openSession(userId: string, userAgent: string, address: string): Promise<string> {
  const session = await writer.session.create({
    data: { userId, userAgent: userAgent.slice(0, 300), address, expiresAt: new Date(Date.now() + sessionSeconds * 1000) },
  });
  return session.id;
}

async function signIn(email: string, password: string, userAgent: string, address: string): Promise<{ id: string; sessionId: string } | null> {
  const account = email.trim().toLowerCase();
  const [byAccount, byAddress] = [perAccount(), perAddress()];
  const counts = await Promise.all([byAccount.get(account), byAddress.get(address)]);
  if ((counts[0]?.remainingPoints ?? 1) <= 0 || (address !== "direct" && (counts[1]?.remainingPoints ?? 1) <= 0)) {
    throw new Error("rate_limited");
  }
  const user = await reader.user.findUnique({ where: { email: account } });
  const known = await isPassword(user?.passwordHash, password);
  if (!user || !known || user.disabledAt) {
    await Promise.allSettled([byAccount.consume(account), byAddress.consume(address)]);
    return null;
  }
  await byAccount.delete(account);
  return { id: user.id, sessionId: await openSession(user.id, userAgent, address) };
}

/** On the sample instance the sign-in page lists its people: one click and no password. Never outside of it. */
async function signInToDemo(userId: string, userAgent: string): Promise<{ id: string; sessionId: string } | null> {
  if (!env().demo) return null;
  const user = await reader.user.findUnique({ where: { id: userId } });
  return user && !user.disabledAt ? { id: user.id, sessionId: await openSession(user.id, userAgent, "demo") } : null;
}

/** next-auth's options. The cookie carries only the id of a Session row; `currentActor` checks that row on every request. */
export function authOptions(): NextAuthOptions {
  return {
    secret: env().secret,
    session: { strategy: "jwt", maxAge: sessionSeconds },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    providers: [
      Credentials({
        credentials: { email: {}, password: {}, person: {} },
        async authorize(given, request) {
          const agent = String(request.headers?.["user-agent"] ?? "");
          const address = callerAddress(String(request.headers?.["x-forwarded-for"] ?? ""));
          if (given?.person) return signInToDemo(given.person, agent);
          if (!given?.email || !given.password || given.password.length > 1000) return null;
          return signIn(given.email, given.password, agent, address);
        },
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        return user && "sessionId" in user ? { sub: user.id, sessionId: user.sessionId } : token;
      },
      session({ session, token }) {
        return { expires: session.expires, user: {}, sessionId: token.sessionId };
      },
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sessionId === "string") await writer.session.updateMany({ where: { id: token.sessionId, revokedAt: null }, data: { revokedAt: new Date() } });
      },
    },
  };
}

/** The person behind the session cookie, or null. One indexed read, so that a revoked session ends at the next request. */
export async function sessionActor(): Promise<Actor | null> {
  const cookie = (await getServerSession(authOptions())) as { sessionId?: unknown } | null;
  if (typeof cookie?.sessionId !== "string") return null;
  const session = await reader.session.findUnique({ where: { id: cookie.sessionId }, include: { user: true } });
  const now = Date.now();
  if (!session || session.revokedAt || session.expiresAt.getTime() < now || session.user.disabledAt) return null;
  if (now - session.lastSeenAt.getTime() > 5 * 60_000) {
    await writer.session.update({ where: { id: session.id }, data: { lastSeenAt: new Date(now), expiresAt: new Date(now + sessionSeconds * 1000) } });
  }
  const { id, name, email, isAdmin, timeZone } = session.user;
  return { id, name, email, isAdmin, timeZone, via: "session", sessionId: session.id, readOnly: false };
}

/** The person behind a bearer token, or null. */
export async function tokenActor(secret: string): Promise<Actor | null> {
  const token = await reader.apiToken.findUnique({ where: { hash: secretHash(secret) }, include: { user: true } });
  const now = Date.now();
  if (!token || token.revokedAt || token.user.disabledAt || (token.expiresAt && token.expiresAt.getTime() < now)) return null;
  if (!token.lastUsedAt || now - token.lastUsedAt.getTime() > 60_000) {
    await writer.apiToken.update({ where: { id: token.id }, data: { lastUsedAt: new Date(now) } });
  }
  const { id, name, email, isAdmin, timeZone } = token.user;
  return { id, name, email, isAdmin, timeZone, via: "token", sessionId: null, readOnly: token.scope === "read" };
}

/** Who asks over REST: by bearer token; for reading also by session cookie, so that our own screens can fetch. */
export async function requestActor(request: Request): Promise<Actor | null> {
  const header = request.headers.get("authorization");
  if (header) {
    const [, secret] = /^Bearer (\S+)$/i.exec(header) ?? [];
    return secret ? tokenActor(secret) : null;
  }
  return request.method === "GET" || request.method === "HEAD" ? sessionActor() : null;
}

/** The nonce of this request's content security policy, for the inline theme script. */
export const requestNonce = async (): Promise<string | undefined> => (await headers()).get("x-nonce") ?? undefined;
