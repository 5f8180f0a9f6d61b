import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { addEvidence } from "@/features/evidence/commands/evidence";
import { inviteMember, withdrawInvitation } from "@/features/members/commands/invitations";
import { addMember, changeRoles, removeMember, setTeam } from "@/features/members/commands/members";
import { listMemberInvitations, listMembers } from "@/features/members/queries";
import { disablePerson } from "@/features/people/commands/accounts";
import { finishStep } from "@/features/steps/commands/state";
import { viewUpgrade } from "@/features/upgrades/queries";
import { appendEvents, lockChain } from "@/lib/audit";
import { execute } from "@/lib/command";
import { reader, writer } from "@/lib/db";
import { answer } from "@/lib/read";
import { refusal } from "@/scripts/testing/steps";
import { stepOf, world } from "@/scripts/testing/world";

describe("Members of an upgrade", () => {
  it("are added by leads with several roles, and see it from then on", async () => {
    const w = await world();
    const input = {
      upgrade: w.key,
      person: w.outsider.id,
      roles: ["viewer" as const, "lead" as const, "viewer" as const],
    };
    await expect(answer(viewUpgrade, w.outsider, { upgrade: w.key })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await execute(addMember, w.lead, input)).toEqual({
      person: w.outsider.id,
      roles: ["lead", "viewer"],
      version: 1,
    });
    expect((await answer(viewUpgrade, w.outsider, { upgrade: w.key })).roles).toEqual(["lead", "viewer"]);
    await expect(execute(addMember, w.lead, input)).rejects.toMatchObject({ code: "duplicate" });
  });

  it("are not added by others, nor when unknown or disabled, nor without a role", async () => {
    const w = await world();
    const input = { upgrade: w.key, person: w.outsider.id, roles: ["viewer" as const] };
    for (const who of [w.engineer, w.manager, w.viewer]) {
      await expect(execute(addMember, who, input)).rejects.toMatchObject({
        code: "forbidden",
        message: expect.stringMatching(/^Only leads can add people; you are here as/),
      });
    }
    await expect(execute(addMember, w.outsider, input)).rejects.toMatchObject({ code: "not_found" });
    await expect(execute(addMember, w.admin, input)).rejects.toMatchObject({ code: "not_found" });
    await expect(execute(addMember, null, input)).rejects.toMatchObject({ code: "not_signed_in" });
    await expect(execute(addMember, w.lead, { ...input, person: randomUUID() })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(execute(addMember, w.lead, { ...input, roles: [] })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await execute(disablePerson, w.admin, { person: w.outsider.id, version: 1, reason: "left" });
    await expect(execute(addMember, w.lead, input)).rejects.toMatchObject({
      details: { refusals: [{ code: "disabled" }] },
    });
  });

  it("are put into teams by leads, in one spelling, by the version seen", async () => {
    const w = await world();
    const put = (person: string, team: string, version = 1, by = w.lead) =>
      execute(setTeam, by, { upgrade: w.key, person, team, version });
    expect(await put(w.engineer.id, "Data base")).toMatchObject({ team: "Data base", version: 2 });
    expect(await put(w.manager.id, " data  BASE")).toMatchObject({ team: "Data base" });
    await expect(put(w.engineer.id, "data base", 2)).rejects.toMatchObject(refusal("unchanged"));
    await expect(put(w.engineer.id, "Network", 1)).rejects.toMatchObject({
      code: "version_conflict",
      details: { current: { team: "Data base", version: 2 } },
    });
    await expect(put(w.engineer.id, "Network", 2, w.engineer)).rejects.toMatchObject({ code: "forbidden" });
    await put(w.engineer.id, "", 2);
    const { items } = await answer(listMembers, w.viewer, { upgrade: w.key });
    expect(items.flatMap(({ name, team }) => (team ? [`${name} ${team}`] : []))).toEqual(["Priya Data base"]);
  });

  it("change roles by the version seen, and the last lead stays one", async () => {
    const w = await world();
    const change = (person: string, roles: ("lead" | "engineer")[], version = 1) =>
      execute(changeRoles, w.lead, { upgrade: w.key, person, roles, version });
    await expect(change(w.lead.id, ["engineer"])).rejects.toMatchObject({
      details: { refusals: [{ code: "last_lead" }] },
    });
    expect(await change(w.engineer.id, ["engineer", "lead"])).toMatchObject({
      roles: ["lead", "engineer"],
      version: 2,
    });
    await expect(change(w.engineer.id, ["engineer"])).rejects.toMatchObject({
      code: "version_conflict",
      details: { current: { roles: ["lead", "engineer"], version: 2 } },
    });
    await execute(disablePerson, w.admin, { person: w.engineer.id, version: 1, reason: "left" });
    await expect(change(w.lead.id, ["engineer"])).rejects.toMatchObject({
      details: { refusals: [{ code: "last_lead" }] },
    });
    await expect(
      execute(changeRoles, w.engineer, {
        upgrade: w.key,
        person: w.engineer.id,
        roles: ["lead"],
        version: 2,
      }),
    ).resolves.toBeDefined();
    await expect(
      execute(changeRoles, w.manager, { upgrade: w.key, person: w.manager.id, roles: ["lead"], version: 1 }),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  it("two leads can't remove each other at the same time", async () => {
    const w = await world();
    await execute(changeRoles, w.lead, { upgrade: w.key, person: w.manager.id, roles: ["lead"], version: 1 });
    const both = await Promise.allSettled([
      execute(removeMember, w.lead, { upgrade: w.key, person: w.manager.id, version: 2 }),
      execute(removeMember, w.manager, { upgrade: w.key, person: w.lead.id, version: 1 }),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  it("leave their history and signatures when removed, and their open steps to nobody", async () => {
    const w = await world();
    const upgrade = await reader.upgrade.findUniqueOrThrow({
      where: { key: w.key },
      include: { environments: { include: { gates: true }, orderBy: { position: "asc" } } },
    });
    const [open, done] = [await stepOf(w.key, "dev", "D-01"), await stepOf(w.key, "dev", "D-05")];
    const gate = upgrade.environments[0]?.gates.find((one) => one.kind === "exit");
    await writer.$transaction(async (tx) => {
      const head = await lockChain(tx, upgrade.id);
      await tx.step.update({ where: { id: open.id }, data: { assigneeId: w.manager.id } });
      await tx.step.update({
        where: { id: done.id },
        data: { assigneeId: w.manager.id, state: "done", doneById: w.manager.id, finishedAt: new Date() },
      });
      await tx.signOff.create({
        data: {
          upgradeId: upgrade.id,
          gateId: gate?.id ?? "",
          userId: w.manager.id,
          roles: ["manager"],
          decision: "reject",
          statement: "Counts differ",
          manifest: {},
          manifestSha256: "0",
        },
      });
      await appendEvents(tx, head, w.manager, [], new Date(), [
        { type: "upgrade.restored", subject: { type: "upgrade", id: upgrade.id }, data: {} },
      ]);
    });
    const listed = (await answer(listMembers, w.viewer, { upgrade: w.key })).items.find(
      (member) => member.id === w.manager.id,
    );
    expect(listed).toMatchObject({ roles: ["manager"], did: { steps: 1, executions: 0, signatures: 1 } });

    await expect(
      execute(removeMember, w.engineer, { upgrade: w.key, person: w.manager.id, version: 1 }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await expect(
      execute(removeMember, w.lead, { upgrade: w.key, person: w.lead.id, version: 1 }),
    ).rejects.toMatchObject({ details: { refusals: [{ code: "last_lead" }] } });
    await expect(
      execute(removeMember, w.lead, { upgrade: w.key, person: w.manager.id, version: 9 }),
    ).rejects.toMatchObject({ code: "version_conflict" });
    expect(await execute(removeMember, w.lead, { upgrade: w.key, person: w.manager.id, version: 1 })).toEqual(
      { person: w.manager.id, unassigned: 1 },
    );
    await expect(
      execute(removeMember, w.lead, { upgrade: w.key, person: w.manager.id, version: 1 }),
    ).rejects.toMatchObject({ code: "not_found" });

    expect(await stepOf(w.key, "dev", "D-01")).toMatchObject({ assigneeId: null, version: open.version + 1 });
    expect(await stepOf(w.key, "dev", "D-05")).toMatchObject({
      assigneeId: w.manager.id,
      doneById: w.manager.id,
    });
    expect(await reader.signOff.findMany({ where: { userId: w.manager.id } })).toMatchObject([
      { withdrawnAt: null, roles: ["manager"] },
    ]);
    const types = (
      await reader.auditEvent.findMany({ where: { chain: upgrade.id }, orderBy: { seq: "asc" } })
    ).map((event) => event.type);
    expect(types).toContain("member.removed");
    expect(types).toContain("step.assigned");
    await expect(answer(viewUpgrade, w.manager, { upgrade: w.key })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("are listed with the gates they could sign and why not, to members only", async () => {
    const w = await world();
    const { items } = await answer(listMembers, w.viewer, { upgrade: w.key });
    const signs = Object.fromEntries(
      items.map((member) => [member.name, member.canSign.map((gate) => `${gate.environment} ${gate.gate}`)]),
    );
    expect(signs).toEqual({
      Omar: ["dev exit", "pre-prod exit", "prod entry", "prod exit"],
      Ines: [],
      Priya: ["pre-prod exit", "prod entry", "prod exit"],
      Hana: ["pre-prod exit", "prod entry", "prod exit"],
      Vera: [],
    });
    await expect(answer(listMembers, w.outsider, { upgrade: w.key })).rejects.toMatchObject({
      code: "not_found",
    });
    const made = await execute(inviteMember, w.lead, {
      upgrade: w.key,
      email: "nia@example.com",
      roles: ["viewer"],
    });
    expect((await answer(listMemberInvitations, w.viewer, { upgrade: w.key })).items).toMatchObject([
      { id: made.id, email: "nia@example.com", invitedBy: "Omar" },
    ]);
    const later = new Date(Date.parse(made.expiresAt) + 1);
    expect((await answer(listMemberInvitations, w.viewer, { upgrade: w.key }, { now: later })).items).toEqual(
      [],
    );
  });

  it("are listed as of the last change: what they did, their account, links that are withdrawn", async () => {
    const w = await world();
    const listed = async (id: string) =>
      (await answer(listMembers, w.viewer, { upgrade: w.key })).items.find((member) => member.id === id);
    expect(await listed(w.engineer.id)).toMatchObject({ did: { steps: 0 }, disabled: false });
    const { id: step, version } = await stepOf(w.key, null, "P-01");
    await execute(addEvidence, w.engineer, { upgrade: w.key, step, text: "Agreed." });
    await execute(finishStep, w.engineer, { upgrade: w.key, step, version });
    expect(await listed(w.engineer.id)).toMatchObject({ did: { steps: 1 } });
    await execute(disablePerson, w.admin, { person: w.engineer.id, version: 1, reason: "left" });
    expect(await listed(w.engineer.id)).toMatchObject({ disabled: true });
    const { id } = await execute(inviteMember, w.lead, {
      upgrade: w.key,
      email: "nia@example.com",
      roles: ["viewer"],
    });
    const open = async () =>
      (await answer(listMemberInvitations, w.viewer, { upgrade: w.key })).items.map((one) => one.id);
    expect(await open()).toEqual([id]);
    await execute(withdrawInvitation, w.lead, { upgrade: w.key, invitation: id });
    expect(await open()).toEqual([]);
  });
});
