import { describe, expect, it } from "vitest";
import { getGateManifest } from "@/features/gates/queries/manifest";
import { sign } from "@/features/sign-offs/commands/sign";
import { getSignedManifest } from "@/features/sign-offs/queries/manifest";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { canonicalSha256 } from "@/lib/manifests";
import { answer } from "@/lib/read";
import { changeFacts, clearEnvironment, recordResult } from "@/scripts/testing/facts";
import { expectSettled } from "@/scripts/testing/settled";
import { look, signNow, statusOf } from "@/scripts/testing/signing";
import { testPassword, world } from "@/scripts/testing/world";

describe("Who may sign", () => {
  it("lets one person with two roles fill one slot only", async () => {
    const { key, lead, engineer, manager } = await world();
    await changeFacts(key, async (tx, upgradeId) => {
      await tx.member.update({
        where: { upgradeId_userId: { upgradeId, userId: lead.id } },
        data: { roles: ["lead", "manager"] },
      });
      const gate = await tx.gate.findFirstOrThrow({
        where: { upgradeId, kind: "exit", environment: { key: "dev" } },
      });
      await tx.gateSlot.create({ data: { gateId: gate.id, role: "manager", count: 1 } });
    });
    await clearEnvironment(key, "dev", engineer.id);
    await signNow(lead, key, "dev", "exit");
    expect(await look(lead, key, "dev", "exit")).toMatchObject({ state: "ready", signed: 1, wanted: 2 });
    await expect(signNow(lead, key, "dev", "exit")).rejects.toMatchObject({
      details: { refusals: [{ code: "already_signed" }] },
    });
    await signNow(manager, key, "dev", "exit");
    expect(await look(lead, key, "dev", "exit")).toMatchObject({ state: "open", signed: 2 });
    await expectSettled(key);
  });

  it("refuses whoever did the work, admins included, unless the upgrade is relaxed, which the history then says", async () => {
    const { key, lead } = await world();
    await clearEnvironment(key, "dev", lead.id);
    const view = await look(lead, key, "dev", "exit");
    expect(view.cannot.approve[0]).toMatch(/^You completed 3 steps and recorded 2 test executions here\./);
    expect(view.slots[0]?.cannot).toEqual([
      expect.objectContaining({ reason: "completed 3 steps and recorded 2 test executions here" }),
    ]);
    await expect(signNow({ ...lead, isAdmin: true }, key, "dev", "exit")).rejects.toMatchObject({
      code: "refused",
      details: { refusals: [{ code: "did_the_work" }] },
    });
    await changeFacts(key, (tx, id) => tx.upgrade.update({ where: { id }, data: { doersMaySign: true } }));
    await signNow(lead, key, "dev", "exit");
    const event = await reader.auditEvent.findFirstOrThrow({
      where: { type: "signOff.signed", actorId: lead.id },
    });
    expect(event.data).toMatchObject({ doersMaySign: true });
  });

  it("refuses people without the role, and tells others nothing", async () => {
    const { key, lead, engineer, manager, viewer, outsider, admin } = await world();
    await clearEnvironment(key, "dev", engineer.id);
    const { manifestSha256 } = await answer(getGateManifest, lead, {
      upgrade: key,
      environment: "dev",
      gate: "exit",
    });
    const given = {
      upgrade: key,
      environment: "dev",
      gate: "exit" as const,
      decision: "approve" as const,
      meaning: "approved" as const,
      manifestSha256,
      password: testPassword,
    };
    for (const person of [manager, viewer]) {
      await expect(execute(sign, person, given)).rejects.toMatchObject({
        code: "refused",
        details: { refusals: [{ code: "no_slot" }] },
      });
    }
    for (const person of [outsider, admin])
      await expect(execute(sign, person, given)).rejects.toMatchObject({ code: "not_found" });
    await expect(execute(sign, { ...lead, readOnly: true }, given)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(execute(sign, null, given)).rejects.toMatchObject({ code: "not_signed_in" });
  });

  it("asks for the signer's own password and stops asking after ten wrong ones", async () => {
    const { key, lead, engineer } = await world();
    await clearEnvironment(key, "dev", engineer.id);
    for (let n = 0; n < 10; n += 1)
      await expect(signNow(lead, key, "dev", "exit", { password: `wrong ${n}` })).rejects.toMatchObject({
        code: "wrong_password",
      });
    await expect(signNow(lead, key, "dev", "exit")).rejects.toMatchObject({ code: "rate_limited" });
    expect(await reader.signOff.count({ where: { gate: { environment: { upgrade: { key } } } } })).toBe(0);
  });

  it("fills no slot twice when two people sign at the same moment", async () => {
    const { key, lead, engineer, manager } = await world();
    await changeFacts(key, (tx, upgradeId) =>
      tx.member.update({
        where: { upgradeId_userId: { upgradeId, userId: manager.id } },
        data: { roles: ["lead"] },
      }),
    );
    await clearEnvironment(key, "dev", engineer.id);
    const results = await Promise.allSettled(
      [lead, manager, lead].map((person) => signNow(person, key, "dev", "exit")),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await look(lead, key, "dev", "exit")).toMatchObject({ state: "open", signed: 1, wanted: 1 });
    expect(await reader.signOff.count({ where: { gate: { environment: { upgrade: { key } } } } })).toBe(1);
    await expectSettled(key);
  });
});

describe("What is signed", () => {
  it("is what the signer saw: when it changed meanwhile nothing is signed and the difference is told", async () => {
    const { key, lead, engineer } = await world();
    await clearEnvironment(key, "dev", engineer.id);
    const seen = await answer(getGateManifest, lead, { upgrade: key, environment: "dev", gate: "exit" });
    await changeFacts(key, async (tx, upgradeId) => {
      const optional = await tx.step.findFirstOrThrow({
        where: { upgradeId, code: "D-01", environment: { key: "dev" } },
      });
      await tx.step.update({ where: { id: optional.id }, data: { title: "Check the disks" } });
    });
    const given = {
      upgrade: key,
      environment: "dev",
      gate: "exit" as const,
      decision: "approve" as const,
      meaning: "approved" as const,
      password: testPassword,
      ...seen,
    };
    await expect(execute(sign, lead, given)).rejects.toMatchObject({
      code: "version_conflict",
      details: {
        changes: [{ subject: "the title of D-01", was: "“Check the disk”", is: "“Check the disks”" }],
        current: { manifestSha256: expect.not.stringMatching(seen.manifestSha256) },
      },
    });
    await expect(
      execute(sign, lead, { ...given, manifest: { ...seen.manifest, steps: [] } }),
    ).rejects.toMatchObject({ code: "version_conflict", details: { changes: [] } });
    expect(await reader.signOff.count({ where: { gate: { environment: { upgrade: { key } } } } })).toBe(0);
  });

  it("can be downloaded as signed and has the hash it is said to have, also after it went stale", async () => {
    const { key, lead, engineer } = await world();
    await clearEnvironment(key, "dev", engineer.id);
    const { id, manifestSha256 } = await signNow(lead, key, "dev", "exit");
    const signed = await answer(getSignedManifest, lead, { upgrade: key, signOff: id });
    expect(signed).toMatchObject({ manifestSha256, by: "Omar", gate: "Dev exit" });
    expect(canonicalSha256(JSON.parse(JSON.stringify(signed.manifest)))).toBe(manifestSha256);
    const { id: upgradeId } = await reader.upgrade.findUniqueOrThrow({ where: { key } });
    const run = await reader.testRun.findFirstOrThrow({ where: { upgradeId } });
    const testCase = await reader.testCase.findFirstOrThrow({ where: { upgradeId, code: "TC-1" } });
    await changeFacts(key, (tx) =>
      recordResult(tx, {
        upgradeId,
        environmentId: run.environmentId,
        runId: run.id,
        testCase,
        result: "failed",
        by: engineer.id,
        now: new Date(),
      }),
    );
    await expectSettled(key);
    expect(await statusOf(key, "dev")).toBe("stale");
    expect(await answer(getSignedManifest, lead, { upgrade: key, signOff: id })).toEqual(signed);
  });

  it("keeps a gate shut that somebody rejected until they approve, withdraw or leave", async () => {
    const { key, lead, engineer } = await world();
    await clearEnvironment(key, "dev", engineer.id);
    await expect(
      signNow(lead, key, "dev", "exit", { decision: "reject", meaning: null, statement: "" }),
    ).rejects.toMatchObject({ details: { refusals: [{ code: "reason_missing" }] } });
    await signNow(lead, key, "dev", "exit", {
      decision: "reject",
      meaning: null,
      statement: "Counts differ",
    });
    await expectSettled(key);
    expect((await look(engineer, key, "dev", "exit")).blockers).toEqual([
      expect.objectContaining({ kind: "sign_off_rejected", detail: "Counts differ", waivable: false }),
    ]);
    await signNow(lead, key, "dev", "exit");
    await expectSettled(key);
    expect(await look(engineer, key, "dev", "exit")).toMatchObject({ state: "open" });
  });

  it("forgets the rejection of somebody who left the upgrade", async () => {
    const { key, lead, engineer, manager } = await world();
    await changeFacts(key, (tx, upgradeId) =>
      tx.member.update({
        where: { upgradeId_userId: { upgradeId, userId: manager.id } },
        data: { roles: ["lead"] },
      }),
    );
    await clearEnvironment(key, "dev", engineer.id);
    await signNow(manager, key, "dev", "exit", { decision: "reject", statement: "No" });
    await changeFacts(key, (tx, upgradeId) =>
      tx.member.delete({ where: { upgradeId_userId: { upgradeId, userId: manager.id } } }),
    );
    await expectSettled(key);
    expect(await look(lead, key, "dev", "exit")).toMatchObject({ state: "ready", blockers: [] });
  });
});
