import { afterEach, describe, expect, it, vi } from "vitest";
import { authOptions } from "./auth";
import * as settings from "./env";
import { sessionCookie } from "./session-cookie";

const reachedAt = (publicUrl: string) =>
  vi.spyOn(settings, "env").mockReturnValue({ publicUrl, secret: "x".repeat(32) } as settings.Env);
afterEach(() => vi.restoreAllMocks());

describe("The session's cookie", () => {
  it("is for https only where browsers reach us by https, and never for scripts or other sites' requests", () => {
    reachedAt("https://liftlock.example.com");
    expect(sessionCookie()).toEqual({
      name: "__Secure-next-auth.session-token",
      options: { httpOnly: true, sameSite: "lax", path: "/", secure: true },
    });
    reachedAt("http://localhost:3000");
    expect(sessionCookie()).toMatchObject({
      name: "next-auth.session-token",
      options: { httpOnly: true, secure: false },
    });
  });

  it("is the same one in next-auth's own routes", () => {
    reachedAt("https://liftlock.example.com");
    const options = authOptions();
    expect(options.cookies?.sessionToken).toEqual(sessionCookie());
    expect(options.useSecureCookies).toBe(true);
  });
});
