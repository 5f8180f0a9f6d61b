import { cookies } from "next/headers";
import { decode, encode } from "next-auth/jwt";
import { env } from "@/lib/env";

/** How long a browser stays signed in without being used, in seconds: two weeks. The session's row decides. */
export const idleSeconds = 14 * 24 * 3600;

/** How long at most, in seconds: three months, whatever the use. The cookie can't be renewed by a page, so it carries this. */
export const longestSeconds = 90 * 24 * 3600;

/** next-auth's own cookie, by the same name in its routes and here. Secure where browsers reach us by https. */
export function sessionCookie() {
  const secure = env().publicUrl.startsWith("https:");
  return {
    name: `${secure ? "__Secure-" : ""}next-auth.session-token`,
    options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure },
  };
}

/** Gives this browser the cookie of a session. In server actions and route handlers only. */
export async function writeSessionCookie(session: { id: string; sessionId: string }): Promise<void> {
  const { name, options } = sessionCookie();
  const value = await encode({
    token: { sub: session.id, sessionId: session.sessionId },
    secret: env().secret,
    maxAge: longestSeconds,
  });
  (await cookies()).set(name, value, { ...options, maxAge: longestSeconds });
}

/** The session this browser's cookie names, or null: no cookie, not ours, too old. Whether it still counts, its row says. */
export async function readSessionCookie(): Promise<string | null> {
  const value = (await cookies()).get(sessionCookie().name)?.value;
  if (!value) return null;
  const token = await decode({ token: value, secret: env().secret }).catch(() => null);
  return typeof token?.sessionId === "string" ? token.sessionId : null;
}
