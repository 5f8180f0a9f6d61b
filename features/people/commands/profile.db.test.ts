import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { changePassword, editProfile, revokeSessions } from "@/features/people/commands/profile";
import { createToken, revokeToken } from "@/features/people/commands/tokens";
import { listSessions, listTokens, viewProfile } from "@/features/people/queries/profile";
import { attemptLimits } from "@/lib/attempts";
import { secretHash, tokenActor } from "@/lib/auth";
import { execute } from "@/lib/command";
import { reader, writer } from "@/lib/db";
import { isPassword } from "@/lib/password";
import { answer } from "@/lib/read";
import { type Person, person, testPassword } from "@/scripts/testing/world";

const anyone = (name = "Ines") => person(name, { email: `${randomUUID().slice(0, 8)}@example.com` });
const newPassword = "kayak lamp orchid tunnel";

async function signedIn(who: Person, sessions: number): Promise<Person> {
  const rows = Array.from({ length: sessions }, () => ({
    id: randomUUID(),
    userId: who.id,
    expiresAt: new Date(Date.now() + 1e6),
    userAgent: "Firefox",
  }));
  await writer.session.createMany({ data: rows });
  return { ...who, sessionId: rows[0]?.id ?? null };
}

describe("One's own profile", () => {
  it("changes name and time zone, by the version seen", async () => {
    const ines = await anyone();
    const profile = await answer(viewProfile, ines, {});
    const edited = await execute(editProfile, ines, {
      name: " Inês ",
      timeZone: "Europe/Lisbon",
      version: profile.version,
    });
    expect(edited).toMatchObject({ name: "Inês", timeZone: "Europe/Lisbon", version: profile.version + 1 });
    await expect(
      execute(editProfile, ines, { name: "I", timeZone: null, version: profile.version }),
    ).rejects.toMatchObject({ code: "version_conflict", details: { current: { name: "Inês" } } });
    await expect(
      execute(editProfile, ines, { name: "I", timeZone: "Mars/Olympus", version: edited.version }),
    ).rejects.toMatchObject({ code: "invalid_input" });
    await expect(
      execute(editProfile, ines, { name: "two\nlines", timeZone: null, version: edited.version }),
    ).rejects.toMatchObject({ code: "invalid_input" });
    await expect(execute(editProfile, null, { name: "I", timeZone: null, version: 1 })).rejects.toMatchObject(
      { code: "not_signed_in" },
    );
    const event = await reader.auditEvent.findFirstOrThrow({
      where: { subjectId: ines.id, type: "profile.edited" },
    });
    expect(event.data).toEqual({
      changes: [
        { field: "name", was: "Ines", is: "Inês" },
        { field: "time zone", was: "the upgrade's", is: "Europe/Lisbon" },
      ],
    });
  });
});

describe("A changed password", () => {
  it("needs the present one and ends every other session", async () => {
    const ines = await signedIn(await anyone(), 3);
    await expect(
      execute(changePassword, ines, { password: "not it at all", newPassword }),
    ).rejects.toMatchObject({ code: "wrong_password" });
    expect(await execute(changePassword, ines, { password: testPassword, newPassword })).toEqual({
      ended: 2,
    });
    const left = await answer(listSessions, ines, {});
    expect(left.items.map((session) => [session.id, session.current])).toEqual([[ines.sessionId, true]]);
    expect(
      await isPassword(
        (await reader.user.findUniqueOrThrow({ where: { id: ines.id } })).passwordHash,
        newPassword,
      ),
    ).toBe(true);
  });

  it("is refused when it is poor or the same, and nobody guesses the present one from an open browser", async () => {
    const ines = await signedIn(await anyone(), 1);
    const field = { details: { fields: [{ path: "newPassword" }] } };
    await expect(
      execute(changePassword, ines, { password: testPassword, newPassword: "Summer2026!!" }),
    ).rejects.toMatchObject(field);
    await expect(
      execute(changePassword, ines, { password: testPassword, newPassword: ines.email }),
    ).rejects.toMatchObject(field);
    await expect(
      execute(changePassword, ines, { password: testPassword, newPassword: testPassword }),
    ).rejects.toMatchObject(field);
    for (let n = 0; n < attemptLimits.confirm; n += 1) {
      await expect(
        execute(changePassword, ines, { password: `guess number ${n}`, newPassword }),
      ).rejects.toMatchObject({ code: "wrong_password" });
    }
    await expect(
      execute(changePassword, ines, { password: testPassword, newPassword }),
    ).rejects.toMatchObject({ code: "rate_limited" });
  });
});

describe("Signing out everywhere", () => {
  it("ends all sessions, or all but this one, and never somebody else's", async () => {
    const [ines, omar] = [await signedIn(await anyone(), 3), await signedIn(await anyone("Omar"), 1)];
    await expect(execute(revokeSessions, ines, { session: omar.sessionId ?? "" })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await execute(revokeSessions, ines, { keepCurrent: true })).toEqual({ ended: 2 });
    expect(await execute(revokeSessions, ines, {})).toEqual({ ended: 1 });
    expect((await answer(listSessions, omar, {})).items).toHaveLength(1);
    await expect(
      execute(revokeSessions, { ...ines, via: "token", readOnly: true }, {}),
    ).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("A personal token", () => {
  it("is shown once, stored hashed, acts with its scope and stops when revoked", async () => {
    const ines = await anyone();
    const { id, token, prefix } = await execute(
      createToken,
      ines,
      { name: "CI", scope: "read" },
      { idempotencyKey: "k" },
    );
    expect(token).toMatch(/^llk_[\w-]{43}$/);
    expect(token.startsWith(prefix)).toBe(true);
    const row = await reader.apiToken.findUniqueOrThrow({ where: { id } });
    expect(row.hash).toBe(secretHash(token));
    expect(
      JSON.stringify([
        row,
        await reader.idempotencyKey.findMany(),
        await reader.auditEvent.findMany({ where: { subjectId: id }, select: { data: true } }),
      ]),
    ).not.toContain(token);

    const actor = await tokenActor(token);
    expect(actor).toMatchObject({ id: ines.id, readOnly: true });
    expect((await answer(listTokens, ines, {})).items).toMatchObject([
      { name: "CI", scope: "read", prefix, expired: false, lastUsedAt: expect.any(String) },
    ]);
    await expect(
      execute(editProfile, actor, { name: "I", timeZone: null, version: 1 }),
    ).rejects.toMatchObject({ code: "forbidden", message: expect.stringContaining("only read") });

    await expect(execute(revokeToken, await anyone("Omar"), { token: id })).rejects.toMatchObject({
      code: "not_found",
    });
    await execute(revokeToken, ines, { token: id });
    expect(await tokenActor(token)).toBeNull();
    await expect(execute(revokeToken, ines, { token: id })).rejects.toMatchObject({ code: "not_found" });
  });

  it("expires, and makes no other tokens", async () => {
    const ines = await anyone();
    await expect(
      execute(createToken, ines, { name: "old", scope: "write", expiresAt: "2020-01-01T00:00:00Z" }),
    ).rejects.toMatchObject({ code: "invalid_input" });
    const soon = new Date(Date.now() + 60_000).toISOString();
    const { token } = await execute(createToken, ines, { name: "short", scope: "write", expiresAt: soon });
    const actor = await tokenActor(token);
    expect(actor).toMatchObject({ via: "token", readOnly: false });
    await expect(execute(createToken, actor, { name: "child", scope: "read" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await writer.$executeRaw`UPDATE "ApiToken" SET "lastUsedAt" = NULL WHERE hash = ${secretHash(token)}`;
    expect((await answer(listTokens, ines, {}, { now: new Date(Date.now() + 61_000) })).items).toMatchObject([
      { expired: true },
    ]);
  });
});
