import { createHash, randomBytes } from "node:crypto";
import { headers } from "next/headers";
import type { NextAuthOptions } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import type { Actor } from "@/lib/actor";
import { confirmAttempt, tryAgain } from "@/lib/attempts";
import { callerAddress } from "@/lib/caller";
import { reader, writer } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { isPassword } from "@/lib/password";
import { idleSeconds, longestSeconds, readSessionCookie, sessionCookie } from "@/lib/session-cookie";
import { endSession, signIn, signInToDemo } from "@/lib/sign-in";

/** SHA-256 in hex: what is stored of tokens and one-time links. They are random, so a slow hash adds nothing. */
export const secretHash = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** A new unguessable secret for a link or token: 32 random bytes, URL-safe. */
export const newSecret = (prefix = ""): string => prefix + randomBytes(32).toString("base64url");

/**
 * Asks for a signed-in person's password again, before something that must be theirs. Throws `wrong_password`, or
 * `rate_limited` after too many wrong ones.
 */
export async function confirmPassword(actor: Actor | null, password: string): Promise<void> {
  const user = actor?.id ? await reader.user.findUnique({ where: { id: actor.id } }) : null;
  if (!user) throw new AppError("not_signed_in", "Sign in first.");
  const attempt = await confirmAttempt(user.id);
  if (!attempt.allowed)
    throw new AppError("rate_limited", `Too many wrong passwords. ${tryAgain(attempt.retryAt)}`, {
      retryAt: attempt.retryAt.toISOString(),
    });
  if (await isPassword(user.passwordHash, password)) return attempt.succeeded();
  throw new AppError("wrong_password", "That is not your password. Nothing was changed.", {
    fields: [{ path: "password", message: "is not your password" }],
  });
}

/** next-auth's options. The cookie carries only the id of a Session row; `sessionActor` checks that row on every request. */
export function authOptions(): NextAuthOptions {
  const cookie = sessionCookie();
  return {
    secret: env().secret,
    session: { strategy: "jwt", maxAge: longestSeconds },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    useSecureCookies: cookie.options.secure,
    cookies: { sessionToken: cookie },
    // next-auth logs by itself to the console, details of the request included.
    logger: {
      error: (code) => log.warn({ code }, "next-auth"),
      warn: () => undefined,
      debug: () => undefined,
    },
    providers: [
      Credentials({
        credentials: { email: {}, password: {}, person: {} },
        async authorize(given, request) {
          const header = (name: string) =>
            request.headers?.[name] === undefined ? null : String(request.headers[name]);
          const from = { address: callerAddress({ get: header }), userAgent: header("user-agent") ?? "" };
          if (!given?.person && (!given?.email || !given.password || given.password.length > 1000))
            return null;
          const answer = given.person
            ? await signInToDemo(given.person, from)
            : await signIn(given.email, given.password, from);
          if (!answer.ok && answer.reason === "rate_limited") throw new Error("rate_limited");
          return answer.ok ? answer.session : null;
        },
      }),
    ],
    callbacks: {
      jwt({ token, user }) {
        return user && "sessionId" in user ? { sub: user.id, sessionId: user.sessionId } : token;
      },
      // Nothing of ours goes to the browser's scripts: pages ask the database who looks.
      session({ session }) {
        return { expires: session.expires, user: {} };
      },
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sessionId === "string") await endSession(token.sessionId);
      },
    },
  };
}

/** A person as an actor needs them. */
type Who = Pick<Actor, "name" | "email" | "isAdmin" | "timeZone"> & { id: string };

/** The person behind the session cookie, or null. One indexed read, so that a revoked session ends at the next request. */
export async function sessionActor(): Promise<Actor | null> {
  const sessionId = await readSessionCookie();
  if (!sessionId) return null;
  // By hand, as below for tokens: one statement at the beginning of every request.
  const [session] = await reader.$queryRaw<
    (Who & { sessionId: string; createdAt: Date; lastSeenAt: Date; expiresAt: Date })[]
  >`
    SELECT s.id AS "sessionId", s."createdAt", s."lastSeenAt", s."expiresAt", w.id, w.name, w.email, w."isAdmin", w."timeZone"
    FROM "Session" s JOIN "User" w ON w.id = s."userId" AND w."disabledAt" IS NULL
    WHERE s.id = ${sessionId}::uuid AND s."revokedAt" IS NULL`;
  const now = Date.now();
  if (!session) return null;
  // The cookie could be renewed by next-auth's own route; the longest life counts from when the session began.
  if (session.expiresAt.getTime() < now || session.createdAt.getTime() + longestSeconds * 1000 < now)
    return null;
  if (now - session.lastSeenAt.getTime() > 5 * 60_000) {
    await writer.session.update({
      where: { id: session.sessionId },
      data: { lastSeenAt: new Date(now), expiresAt: new Date(now + idleSeconds * 1000) },
    });
  }
  const { id, name, email, isAdmin, timeZone } = session;
  return { id, name, email, isAdmin, timeZone, via: "session", sessionId, readOnly: false };
}

/** The person behind a bearer token, or null. */
export async function tokenActor(secret: string): Promise<Actor | null> {
  const [token] = await reader.$queryRaw<
    (Who & { tokenId: string; scope: "read" | "write"; expiresAt: Date | null; lastUsedAt: Date | null })[]
  >`
    SELECT t.id AS "tokenId", t.scope::text AS scope, t."expiresAt", t."lastUsedAt", w.id, w.name, w.email, w."isAdmin", w."timeZone"
    FROM "ApiToken" t JOIN "User" w ON w.id = t."userId" AND w."disabledAt" IS NULL
    WHERE t.hash = ${secretHash(secret)} AND t."revokedAt" IS NULL`;
  const now = Date.now();
  if (!token || (token.expiresAt && token.expiresAt.getTime() < now)) return null;
  if (!token.lastUsedAt || now - token.lastUsedAt.getTime() > 60_000) {
    await writer.apiToken.update({ where: { id: token.tokenId }, data: { lastUsedAt: new Date(now) } });
  }
  const { id, name, email, isAdmin, timeZone } = token;
  return {
    id,
    name,
    email,
    isAdmin,
    timeZone,
    via: "token",
    sessionId: null,
    readOnly: token.scope === "read",
  };
}

/** Who asks over REST: by bearer token; for reading, and for what our own pages send, also by session cookie. */
export async function requestActor(request: Request): Promise<Actor | null> {
  const header = request.headers.get("authorization");
  if (header) {
    const [, secret] = /^Bearer (\S+)$/i.exec(header) ?? [];
    return secret ? tokenActor(secret) : null;
  }
  // A browser says itself whether our own page sent a request; another site can't make it say so. Uploads rely on it.
  const ownPage = request.headers.get("sec-fetch-site") === "same-origin";
  return ownPage || request.method === "GET" || request.method === "HEAD" ? sessionActor() : null;
}

/** The nonce of this request's content security policy, for the inline theme script. */
export const requestNonce = async (): Promise<string | undefined> =>
  (await headers()).get("x-nonce") ?? undefined;
