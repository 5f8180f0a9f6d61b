import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { disablePerson, enablePerson, setAdmin } from "@/features/people/commands/accounts";
import { appointLead } from "@/features/people/commands/appoint-lead";
import { listAccounts, listLeaderlessUpgrades, listPeople } from "@/features/people/queries/people";
import { viewUpgrade } from "@/features/upgrades/queries";
import { appendEvents, lockChain } from "@/lib/audit";
import { secretHash, tokenActor } from "@/lib/auth";
import { execute } from "@/lib/command";
import { reader, writer } from "@/lib/db";
import { answer } from "@/lib/read";
import { person, world } from "@/scripts/testing/world";

const versionOf = async (id: string) => (await reader.user.findUniqueOrThrow({ where: { id } })).version;
const account = async (id: string) => ({ person: id, version: await versionOf(id) });

describe("Disabling an account", () => {
  it("ends sessions and tokens at once, keeps what the person did, and is told in every upgrade they are in", async () => {
    const w = await world();
    const { id } = w.engineer;
    await writer.session.create({ data: { userId: id, expiresAt: new Date(Date.now() + 1e6) } });
    const secret = `llk_${randomUUID()}`;
    await writer.$transaction(async (tx) => {
      const head = await lockChain(tx, "instance");
      await tx.apiToken.create({
        data: { userId: id, name: "ci", prefix: "llk_", hash: secretHash(secret), scope: "write" },
      });
      await appendEvents(tx, head, w.engineer, [], new Date(), [
        {
          type: "token.created",
          subject: { type: "token", id },
          data: { name: "ci", scope: "write", prefix: "llk_" },
        },
      ]);
    });
    expect(await tokenActor(secret)).toMatchObject({ id, via: "token", readOnly: false });

    await execute(disablePerson, w.admin, { ...(await account(id)), reason: "left the team" });

    expect(await reader.session.count({ where: { userId: id, revokedAt: null } })).toBe(0);
    expect(await tokenActor(secret)).toBeNull();
    const upgrade = await reader.upgrade.findUniqueOrThrow({ where: { key: w.key } });
    const told = await reader.auditEvent.findFirstOrThrow({
      where: { chain: upgrade.id },
      orderBy: { seq: "desc" },
    });
    expect(told).toMatchObject({
      type: "person.disabled",
      actorName: "Ada",
      data: { name: "Ines", reason: "left the team" },
    });
    expect(
      (await answer(viewUpgrade, w.lead, { upgrade: w.key })).members.map((member) => member.name),
    ).toContain("Ines");

    await execute(enablePerson, w.admin, await account(id));
    expect(await tokenActor(secret)).toMatchObject({ id });
    await expect(execute(enablePerson, w.admin, await account(id))).rejects.toMatchObject({
      code: "refused",
    });
  });

  it("needs an admin, a reason, the version seen, and somebody else than oneself", async () => {
    const w = await world();
    const input = { ...(await account(w.engineer.id)), reason: "left" };
    await expect(execute(disablePerson, w.lead, input)).rejects.toMatchObject({
      code: "forbidden",
      message: "Only admins can disable people.",
    });
    await expect(execute(disablePerson, null, input)).rejects.toMatchObject({ code: "not_signed_in" });
    await expect(
      execute(disablePerson, { ...w.admin, readOnly: true, via: "token" }, input),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(execute(disablePerson, w.admin, { ...input, reason: "  " })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(
      execute(disablePerson, w.admin, { ...input, version: input.version + 1 }),
    ).rejects.toMatchObject({ code: "version_conflict", details: { current: { version: input.version } } });
    await expect(execute(disablePerson, w.admin, { ...input, person: randomUUID() })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      execute(disablePerson, w.admin, { ...(await account(w.admin.id)), reason: "holiday" }),
    ).rejects.toMatchObject({ details: { refusals: [{ code: "own_account" }] } });
  });
});

describe("The admin right", () => {
  it("is never taken from the last admin who can sign in", async () => {
    await writer.$transaction(async (tx) => {
      const head = await lockChain(tx, "instance");
      await tx.user.updateMany({ where: { isAdmin: true }, data: { isAdmin: false } });
      await appendEvents(tx, head, { id: null, name: "Liftlock" }, [], new Date(), [
        { type: "person.unmadeAdmin", subject: { type: "person", id: "all" }, data: { name: "everybody" } },
      ]);
    });
    const tag = randomUUID().slice(0, 6);
    const only = await person("Ada", { email: `ada.${tag}@example.com`, isAdmin: true });
    const other = await person("Bo", { email: `bo.${tag}@example.com` });
    const take = async () => execute(setAdmin, only, { ...(await account(only.id)), isAdmin: false });
    await expect(take()).rejects.toMatchObject({ details: { refusals: [{ code: "last_admin" }] } });
    await execute(setAdmin, only, { ...(await account(other.id)), isAdmin: true });
    await expect(
      execute(setAdmin, only, { ...(await account(other.id)), isAdmin: true }),
    ).rejects.toMatchObject({ details: { refusals: [{ code: "no_change" }] } });
    await execute(disablePerson, only, { ...(await account(other.id)), reason: "left" });
    await expect(take()).rejects.toMatchObject({ details: { refusals: [{ code: "last_admin" }] } });
    await execute(enablePerson, only, await account(other.id));
    await expect(take()).resolves.toMatchObject({ id: only.id });
  });
});

describe("The list of people", () => {
  it("shows every signed-in person who is here, and only admins the accounts", async () => {
    const w = await world();
    const found = await answer(listPeople, w.outsider, { q: w.engineer.email });
    expect(found.items).toEqual([{ id: w.engineer.id, name: "Ines", email: w.engineer.email }]);
    await expect(answer(listAccounts, w.lead, {})).rejects.toMatchObject({ code: "forbidden" });
    await execute(disablePerson, w.admin, { ...(await account(w.engineer.id)), reason: "left" });
    expect((await answer(listPeople, w.outsider, { q: w.engineer.email })).items).toEqual([]);
    const accounts = await answer(listAccounts, w.admin, { q: w.engineer.email, show: "disabled" });
    expect(accounts.items).toMatchObject([{ name: "Ines", upgrades: 1, isAdmin: false }]);
    expect(accounts.counts).toEqual({ all: 1, admins: 0, disabled: 1 });
  });

  it("comes in pages that lose nobody", async () => {
    const tag = randomUUID().slice(0, 8);
    for (const name of ["Cy", "Al", "Bo"])
      await person(name, { email: `${name.toLowerCase()}@${tag}.example` });
    const asker = await person("Dee", { email: `dee@${tag}.example` });
    const first = await answer(listPeople, asker, { q: tag, limit: 3 });
    const rest = await answer(listPeople, asker, { q: tag, limit: 3, cursor: first.next ?? "" });
    expect([...first.items, ...rest.items].map((one) => one.name)).toEqual(["Al", "Bo", "Cy", "Dee"]);
    expect(rest.next).toBeNull();
  });
});

describe("An upgrade without a lead", () => {
  it("is given one by an admin, with a reason, in its own history and the instance's", async () => {
    const w = await world();
    const input = { upgrade: w.key, person: w.manager.id, reason: "Omar left the company" };
    await expect(execute(appointLead, w.admin, input)).rejects.toMatchObject({
      details: { refusals: [{ code: "has_a_lead" }] },
    });
    const keys = async () =>
      (await answer(listLeaderlessUpgrades, w.admin, {})).items.map((upgrade) => upgrade.key);
    expect(await keys()).not.toContain(w.key);

    await execute(disablePerson, w.admin, { ...(await account(w.lead.id)), reason: "left" });
    expect(await keys()).toContain(w.key);
    await expect(execute(appointLead, w.manager, input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(execute(appointLead, w.admin, { ...input, person: w.lead.id })).rejects.toMatchObject({
      details: { refusals: [{ code: "disabled" }] },
    });
    await expect(execute(appointLead, w.admin, { ...input, upgrade: "NOWHERE-1" })).rejects.toMatchObject({
      code: "not_found",
    });

    await execute(appointLead, w.admin, input);
    expect((await answer(viewUpgrade, w.manager, { upgrade: w.key })).roles).toEqual(["manager", "lead"]);
    const events = await reader.auditEvent.findMany({
      where: { type: "upgrade.leadAppointed", data: { path: ["key"], equals: w.key } },
    });
    expect(events.map((event) => event.chain).sort()).toEqual(
      [(await reader.upgrade.findUniqueOrThrow({ where: { key: w.key } })).id, "instance"].sort(),
    );
    expect(await keys()).not.toContain(w.key);
  });
});
