import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { inviteMember, withdrawInvitation } from "@/features/members/commands/invitations";
import { acceptInvitation } from "@/features/people/commands/accept";
import { disablePerson } from "@/features/people/commands/accounts";
import { invitePerson, resetPassword, revokeInvitation } from "@/features/people/commands/invitations";
import { listInvitations, viewInvitation } from "@/features/people/queries/invitation";
import { viewUpgrade } from "@/features/upgrades/queries";
import { secretHash } from "@/lib/auth";
import { execute } from "@/lib/command";
import { reader, writer } from "@/lib/db";
import { isPassword } from "@/lib/password";
import { answer } from "@/lib/read";
import { world } from "@/scripts/testing/world";

const password = "kayak lamp orchid tunnel";
const secretOf = (made: { link: string }) => made.link.split("/").at(-1) ?? "";
const someone = () => `new.${randomUUID().slice(0, 8)}@example.com`;
const week = 7 * 24 * 3600 * 1000;

describe("An invitation to the instance", () => {
  it("makes an account with the invited address, once, and only its hash is stored", async () => {
    const w = await world();
    const email = someone();
    const made = await execute(invitePerson, w.admin, { email: email.toUpperCase(), name: "Nia" });
    const secret = secretOf(made);
    const row = await reader.invitation.findUniqueOrThrow({ where: { id: made.id } });
    expect(row).toMatchObject({ email, secretHash: secretHash(secret) });
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(await answer(viewInvitation, null, { secret })).toMatchObject({
      kind: "instance",
      email,
      name: "Nia",
      invitedBy: "Ada",
      hasAccount: false,
    });

    const answers = await Promise.allSettled(
      [0, 1, 2].map(() =>
        execute(acceptInvitation, null, {
          secret,
          name: "Nia",
          email: "somebody.else@example.com",
          password,
        }),
      ),
    );
    expect(answers.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    const user = await reader.user.findUniqueOrThrow({ where: { email } });
    expect(user).toMatchObject({ name: "Nia", isAdmin: false });
    expect(await isPassword(user.passwordHash, password)).toBe(true);
    const joined = await reader.auditEvent.findFirstOrThrow({
      where: { subjectId: user.id, type: "person.joined" },
    });
    expect(joined).toMatchObject({ chain: "instance", actorId: user.id, actorName: "Nia" });
    await expect(answer(viewInvitation, null, { secret })).rejects.toMatchObject({
      code: "gone",
      details: { state: "used" },
    });
  });

  it("refuses poor passwords with the field at fault, and stays open", async () => {
    const w = await world();
    const email = someone();
    const secret = secretOf(await execute(invitePerson, w.admin, { email }));
    const accept = (given: { name?: string; password?: string }) =>
      execute(acceptInvitation, null, { secret, ...given });
    const field = (path: string) => ({ code: "invalid_input", details: { fields: [{ path }] } });
    await expect(accept({ name: "Nia", password: "short" })).rejects.toMatchObject(field("password"));
    await expect(accept({ name: "Nia", password: "Password2026!" })).rejects.toMatchObject(field("password"));
    await expect(accept({ name: "Nia", password: email })).rejects.toMatchObject(field("password"));
    await expect(
      accept({ name: "Nia", password: `${"kayak lamp orchid ".repeat(60)}` }),
    ).rejects.toMatchObject(field("password"));
    await expect(accept({ name: "Nia" })).rejects.toMatchObject(field("password"));
    await expect(accept({ password })).rejects.toMatchObject(field("name"));
    await expect(accept({ name: "Nia\u0000", password })).rejects.toMatchObject(field("name"));
    await expect(accept({ name: "Nia", password })).resolves.toMatchObject({ email });
  });

  it("is gone once it was revoked, is a week old or was replaced by a newer one", async () => {
    const w = await world();
    const email = someone();
    const first = await execute(invitePerson, w.admin, { email });
    const second = await execute(invitePerson, w.admin, { email });
    await expect(answer(viewInvitation, null, { secret: secretOf(first) })).rejects.toMatchObject({
      code: "gone",
      details: { state: "revoked" },
    });
    const open = await answer(listInvitations, w.admin, {});
    expect(open.items.filter((one) => one.email === email).map((one) => one.id)).toEqual([second.id]);
    expect(JSON.stringify(open)).not.toContain(secretOf(second));
    await expect(
      answer(viewInvitation, null, { secret: secretOf(second) }, { now: new Date(Date.now() + week + 1000) }),
    ).rejects.toMatchObject({ details: { state: "expired" } });
    await expect(
      execute(
        acceptInvitation,
        null,
        { secret: secretOf(second), name: "Nia", password },
        { now: new Date(Date.now() + week + 1000) },
      ),
    ).rejects.toMatchObject({ code: "gone" });
    await execute(revokeInvitation, w.admin, { invitation: second.id });
    await expect(
      execute(acceptInvitation, null, { secret: secretOf(second), name: "Nia", password }),
    ).rejects.toMatchObject({ code: "gone", details: { state: "revoked" } });
    await expect(execute(revokeInvitation, w.admin, { invitation: second.id })).rejects.toMatchObject({
      code: "refused",
    });
    await expect(answer(viewInvitation, null, { secret: "guessed" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("is made by admins only, and not for somebody who is here", async () => {
    const w = await world();
    await expect(execute(invitePerson, w.lead, { email: someone() })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(execute(invitePerson, null, { email: someone() })).rejects.toMatchObject({
      code: "not_signed_in",
    });
    await expect(execute(invitePerson, w.admin, { email: w.lead.email })).rejects.toMatchObject({
      code: "duplicate",
    });
    await expect(execute(invitePerson, w.admin, { email: "not an address" })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(answer(listInvitations, w.lead, {})).rejects.toMatchObject({ code: "forbidden" });
    const secret = secretOf(await execute(invitePerson, w.admin, { email: someone(), isAdmin: true }));
    await expect(
      execute(acceptInvitation, w.engineer, { secret, name: "Ines", password }),
    ).rejects.toMatchObject({ details: { refusals: [{ code: "has_account" }] } });
  });

  it("never keeps its link for an Idempotency-Key", async () => {
    const w = await world();
    const email = someone();
    const first = await execute(invitePerson, w.admin, { email }, { idempotencyKey: "again" });
    const second = await execute(invitePerson, w.admin, { email }, { idempotencyKey: "again" });
    expect(second.link).not.toBe(first.link);
    expect(await reader.idempotencyKey.count({ where: { userId: w.admin.id } })).toBe(0);
  });
});

describe("An invitation into an upgrade", () => {
  it("brings a new person in with the roles it names, told in the upgrade's own history", async () => {
    const w = await world();
    const email = someone();
    const secret = secretOf(
      await execute(inviteMember, w.lead, { upgrade: w.key, email, roles: ["manager", "engineer"] }),
    );
    expect(await answer(viewInvitation, null, { secret })).toMatchObject({
      kind: "upgrade",
      upgrade: { key: w.key },
      roles: ["engineer", "manager"],
      invitedBy: "Omar",
    });
    const { person, upgrade } = await execute(acceptInvitation, null, { secret, name: "Nia", password });
    expect(upgrade).toBe(w.key);
    const view = await answer(viewUpgrade, { ...w.outsider, id: person }, { upgrade: w.key });
    expect(view.roles).toEqual(["engineer", "manager"]);
    const types = (
      await reader.auditEvent.findMany({ where: { chain: view.id }, orderBy: { seq: "asc" } })
    ).map((event) => event.type);
    expect(types.slice(-2)).toEqual(["member.invited", "member.added"]);
  });

  it("adds a signed-in person as who they are, without another password", async () => {
    const w = await world();
    const secret = secretOf(
      await execute(inviteMember, w.lead, { upgrade: w.key, email: someone(), roles: ["viewer"] }),
    );
    await expect(
      execute(acceptInvitation, { ...w.outsider, via: "token", readOnly: true }, { secret }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(execute(acceptInvitation, w.engineer, { secret })).rejects.toMatchObject({
      code: "duplicate",
    });
    await execute(acceptInvitation, w.outsider, { secret });
    expect((await answer(viewUpgrade, w.outsider, { upgrade: w.key })).roles).toEqual(["viewer"]);
    await expect(execute(acceptInvitation, w.admin, { secret })).rejects.toMatchObject({ code: "gone" });
  });

  it("asks somebody whose address has an account to sign in first", async () => {
    const w = await world();
    const email = someone();
    const into = secretOf(await execute(inviteMember, w.lead, { upgrade: w.key, email, roles: ["viewer"] }));
    const here = secretOf(await execute(invitePerson, w.admin, { email }));
    await execute(acceptInvitation, null, { secret: here, name: "Nia", password });
    expect(await answer(viewInvitation, null, { secret: into })).toMatchObject({ hasAccount: true });
    await expect(
      execute(acceptInvitation, null, { secret: into, name: "Nia", password }),
    ).rejects.toMatchObject({ details: { refusals: [{ code: "has_account" }] } });
  });

  it("is made and withdrawn by leads only, and unknown to people of other upgrades", async () => {
    const [w, other] = [await world(), await world()];
    const input = { upgrade: w.key, email: someone(), roles: ["viewer" as const] };
    await expect(execute(inviteMember, w.engineer, input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(execute(inviteMember, w.admin, input)).rejects.toMatchObject({ code: "not_found" });
    await expect(execute(inviteMember, w.lead, { ...input, email: w.outsider.email })).rejects.toMatchObject({
      code: "duplicate",
      details: { person: w.outsider.id },
    });
    await expect(execute(inviteMember, w.lead, { ...input, roles: [] })).rejects.toMatchObject({
      code: "invalid_input",
    });
    const made = await execute(inviteMember, w.lead, input);
    await expect(
      execute(withdrawInvitation, w.manager, { upgrade: w.key, invitation: made.id }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      execute(withdrawInvitation, other.lead, { upgrade: other.key, invitation: made.id }),
    ).rejects.toMatchObject({ code: "not_found" });
    await execute(withdrawInvitation, w.lead, { upgrade: w.key, invitation: made.id });
    await expect(
      execute(acceptInvitation, null, { secret: secretOf(made), name: "Nia", password }),
    ).rejects.toMatchObject({ code: "gone", details: { state: "revoked" } });
    await expect(
      execute(withdrawInvitation, w.lead, { upgrade: w.key, invitation: made.id }),
    ).rejects.toMatchObject({ code: "refused" });
  });
});

describe("A link for a new password", () => {
  it("sets it, ends all sessions, and works once within a day", async () => {
    const w = await world();
    const { id, email } = w.engineer;
    await writer.session.createMany({
      data: [1, 2].map(() => ({ userId: id, expiresAt: new Date(Date.now() + 1e6) })),
    });
    const made = await execute(resetPassword, w.admin, { person: id });
    expect(new Date(made.expiresAt).getTime() - Date.now()).toBeLessThan(24 * 3600 * 1000 + 1000);
    expect(await answer(viewInvitation, null, { secret: secretOf(made) })).toMatchObject({
      kind: "reset",
      email,
      name: "Ines",
    });
    await execute(acceptInvitation, null, { secret: secretOf(made), password });
    expect(await reader.session.count({ where: { userId: id, revokedAt: null } })).toBe(0);
    expect(
      await isPassword((await reader.user.findUniqueOrThrow({ where: { id } })).passwordHash, password),
    ).toBe(true);
    await expect(execute(acceptInvitation, null, { secret: secretOf(made), password })).rejects.toMatchObject(
      { code: "gone" },
    );
    const event = await reader.auditEvent.findFirstOrThrow({
      where: { subjectId: id, type: "person.passwordChanged" },
    });
    expect(event).toMatchObject({ actorId: id, data: { sessionsEnded: 2 } });
  });

  it("is made by admins, for accounts that are not disabled, and stops working when they are", async () => {
    const w = await world();
    await expect(execute(resetPassword, w.lead, { person: w.engineer.id })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(execute(resetPassword, w.admin, { person: randomUUID() })).rejects.toMatchObject({
      code: "not_found",
    });
    const made = await execute(resetPassword, w.admin, { person: w.engineer.id });
    await execute(disablePerson, w.admin, { person: w.engineer.id, version: 1, reason: "left" });
    await expect(execute(acceptInvitation, null, { secret: secretOf(made), password })).rejects.toMatchObject(
      { code: "gone" },
    );
    await expect(execute(resetPassword, w.admin, { person: w.engineer.id })).rejects.toMatchObject({
      details: { refusals: [{ code: "disabled" }] },
    });
  });
});
