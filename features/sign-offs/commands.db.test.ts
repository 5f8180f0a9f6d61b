import { describe, expect, it } from "vitest";
import { setSlots } from "@/features/gates/commands";
import { getGate } from "@/features/gates/queries/get";
import { getGateManifest } from "@/features/gates/queries/manifest";
import { getSignedManifest } from "@/features/sign-offs/queries/manifest";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { canonicalSha256 } from "@/lib/manifests";
import { answer } from "@/lib/read";
import { changeFacts, clearEnvironment, recordResult } from "@/scripts/testing/facts";
import { expectSettled } from "@/scripts/testing/settled";
import { type Person, stepOf, testPassword, world } from "@/scripts/testing/world";
import { clearCondition } from "./commands/clear-condition";
import { sign } from "./commands/sign";
import { withdraw } from "./commands/withdraw";

type Gate = "entry" | "exit";
const look = (person: Person, upgrade: string, environment: string, gate: Gate) => answer(getGate, person, { upgrade, environment, gate });

/** Signs as somebody who has just looked at the gate. */
async function signNow(person: Person, upgrade: string, environment: string, gate: Gate, more: Partial<Parameters<typeof execute<typeof sign.input, typeof sign.output, void>>[2]> = {}) {
  const { manifestSha256 } = await answer(getGateManifest, person, { upgrade, environment, gate });
  return execute(sign, person, { upgrade, environment, gate, decision: "approve", meaning: "approved", statement: "Looks right", manifestSha256, password: testPassword, ...more });
}

const statusOf = async (key: string, environment: string) => (await reader.environment.findFirstOrThrow({ where: { key: environment, upgrade: { key } } })).status;

describe("The life of an upgrade at its gates", () => {
  it("goes from shut with reasons through signatures, staleness and the go/no-go to production signed off", { timeout: 60_000 }, async () => {
    const w = await world();
    const { key, lead, engineer, manager, manager2 } = w;

    const shut = await look(lead, key, "dev", "exit");
    expect(shut).toMatchObject({ state: "shut", headline: expect.stringMatching(/^Shut by \d+ blockers\.$/) });
    expect(shut.blockers.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["step_open", "test_not_run", "attestation_missing", "entry_shut"]));
    await expect(signNow(lead, key, "dev", "exit")).rejects.toMatchObject({ code: "refused", details: { refusals: [{ code: "gate_shut" }] } });

    await clearEnvironment(key, "dev", engineer.id);
    await expectSettled(key);
    expect(await look(lead, key, "dev", "exit")).toMatchObject({ state: "ready", cannot: { approve: [] } });
    expect(await statusOf(key, "dev")).toBe("awaiting_sign_off");

    await signNow(lead, key, "dev", "exit");
    await expectSettled(key);
    expect(await statusOf(key, "dev")).toBe("signed_off");
    expect((await look(lead, key, "pre-prod", "entry")).blockers.map(({ kind }) => kind)).toEqual(["step_open"]);

    // A remark, another assignee or a due date is not what was signed.
    const step = await stepOf(key, "dev", "D-03");
    await changeFacts(key, async (tx, upgradeId) => {
      await tx.comment.create({ data: { upgradeId, stepId: step.id, body: "All good", authorId: lead.id } });
      await tx.step.update({ where: { id: step.id }, data: { assigneeId: engineer.id, dueAt: new Date(), note: "noted", plannedMinutes: 99 } });
    });
    await expectSettled(key);
    expect(await statusOf(key, "dev")).toBe("signed_off");

    const evidence = await reader.evidence.findFirstOrThrow({ where: { step: { code: "D-02", environment: { key: "dev" }, upgrade: { key } } } });
    await changeFacts(key, async (tx, upgradeId) => {
      const added = await tx.evidence.create({ data: { upgradeId, stepId: evidence.stepId, kind: "file", name: "D-02-b.log", sha256: "b".repeat(64), addedById: engineer.id } });
      await tx.evidence.update({ where: { id: evidence.id }, data: { supersededById: added.id } });
    });
    await expectSettled(key);
    expect(await statusOf(key, "dev")).toBe("stale");
    const stale = await look(lead, key, "dev", "exit");
    expect(stale).toMatchObject({ state: "ready", stale: 1 });
    expect(stale.signOffs[0]).toMatchObject({ state: "stale", changes: [expect.objectContaining({ subject: "the file “D-02.log” of D-02", is: "not there" }), expect.anything()] });
    expect((await look(lead, key, "pre-prod", "entry")).blockers.map(({ kind }) => kind)).toEqual(["signature_stale", "step_open"]);

    await signNow(lead, key, "dev", "exit");
    await clearEnvironment(key, "pre-prod", engineer.id);
    await signNow(lead, key, "pre-prod", "exit");
    expect(await look(manager, key, "pre-prod", "exit")).toMatchObject({ state: "ready", signed: 1, wanted: 2 });
    await signNow(manager, key, "pre-prod", "exit", { meaning: "reviewed" });
    expect(await statusOf(key, "pre-prod")).toBe("signed_off");

    await clearEnvironment(key, "prod", engineer.id);
    for (const person of [lead, manager, manager2]) await signNow(person, key, "prod", "entry");
    expect(await look(lead, key, "prod", "entry")).toMatchObject({ goNoGo: true, label: "Prod go/no-go", state: "open", signed: 3 });
    await signNow(lead, key, "prod", "exit");
    await signNow(manager2, key, "prod", "exit");
    expect(await statusOf(key, "prod")).toBe("signed_off");
    await expectSettled(key);
  });
});

describe("Who may sign", () => {
  it("lets one person with two roles fill one slot only", async () => {
    const { key, lead, engineer, manager } = await world();
    await changeFacts(key, async (tx, upgradeId) => {
      await tx.member.update({ where: { upgradeId_userId: { upgradeId, userId: lead.id } }, data: { roles: ["lead", "manager"] } });
      const gate = await tx.gate.findFirstOrThrow({ where: { upgradeId, kind: "exit", environment: { key: "dev" } } });
      await tx.gateSlot.create({ data: { gateId: gate.id, role: "manager", count: 1 } });
    });
    await clearEnvironment(key, "dev", engineer.id);
    await signNow(lead, key, "dev", "exit");
    expect(await look(lead, key, "dev", "exit")).toMatchObject({ state: "ready", signed: 1, wanted: 2 });
    await expect(signNow(lead, key, "dev", "exit")).rejects.toMatchObject({ details: { refusals: [{ code: "already_signed" }] } });
    await signNow(manager, key, "dev", "exit");
    expect(await look(lead, key, "dev", "exit")).toMatchObject({ state: "open", signed: 2 });
    await expectSettled(key);
  });

  it("refuses whoever did the work, admins included, unless the upgrade is relaxed, which the history then says", async () => {
    const { key, lead } = await world();
    await clearEnvironment(key, "dev", lead.id);
    const view = await look(lead, key, "dev", "exit");
    expect(view.cannot.approve[0]).toMatch(/^You completed 3 steps and recorded 2 test executions here\./);
    expect(view.slots[0]?.cannot).toEqual([expect.objectContaining({ reason: "completed 3 steps and recorded 2 test executions here" })]);
    await expect(signNow({ ...lead, isAdmin: true }, key, "dev", "exit")).rejects.toMatchObject({ code: "refused", details: { refusals: [{ code: "did_the_work" }] } });
    await changeFacts(key, (tx, id) => tx.upgrade.update({ where: { id }, data: { doersMaySign: true } }));
    await signNow(lead, key, "dev", "exit");
    const event = await reader.auditEvent.findFirstOrThrow({ where: { type: "signOff.signed", actorId: lead.id } });
    expect(event.data).toMatchObject({ doersMaySign: true });
  });

  it("refuses people without the role, and tells others nothing", async () => {
    const { key, lead, engineer, manager, viewer, outsider, admin } = await world();
    await clearEnvironment(key, "dev", engineer.id);
    const { manifestSha256 } = await answer(getGateManifest, lead, { upgrade: key, environment: "dev", gate: "exit" });
    const given = { upgrade: key, environment: "dev", gate: "exit" as const, decision: "approve" as const, meaning: "approved" as const, manifestSha256, password: testPassword };
    for (const person of [manager, viewer]) {
      await expect(execute(sign, person, given)).rejects.toMatchObject({ code: "refused", details: { refusals: [{ code: "no_slot" }] } });
    }
    for (const person of [outsider, admin]) await expect(execute(sign, person, given)).rejects.toMatchObject({ code: "not_found" });
    await expect(execute(sign, { ...lead, readOnly: true }, given)).rejects.toMatchObject({ code: "forbidden" });
    await expect(execute(sign, null, given)).rejects.toMatchObject({ code: "not_signed_in" });
  });

  it("asks for the signer's own password and stops asking after ten wrong ones", async () => {
    const { key, lead, engineer } = await world();
    await clearEnvironment(key, "dev", engineer.id);
    for (let n = 0; n < 10; n += 1) await expect(signNow(lead, key, "dev", "exit", { password: `wrong ${n}` })).rejects.toMatchObject({ code: "wrong_password" });
    await expect(signNow(lead, key, "dev", "exit")).rejects.toMatchObject({ code: "rate_limited" });
    expect(await reader.signOff.count({ where: { gate: { environment: { upgrade: { key } } } } })).toBe(0);
  });

  it("fills no slot twice when two people sign at the same moment", async () => {
    const { key, lead, engineer, manager } = await world();
    await changeFacts(key, (tx, upgradeId) => tx.member.update({ where: { upgradeId_userId: { upgradeId, userId: manager.id } }, data: { roles: ["lead"] } }));
    await clearEnvironment(key, "dev", engineer.id);
    const results = await Promise.allSettled([lead, manager, lead].map((person) => signNow(person, key, "dev", "exit")));
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
      const optional = await tx.step.findFirstOrThrow({ where: { upgradeId, code: "D-01", environment: { key: "dev" } } });
      await tx.step.update({ where: { id: optional.id }, data: { title: "Check the disks" } });
    });
    const given = { upgrade: key, environment: "dev", gate: "exit" as const, decision: "approve" as const, meaning: "approved" as const, password: testPassword, ...seen };
    await expect(execute(sign, lead, given)).rejects.toMatchObject({
      code: "version_conflict",
      details: { changes: [{ subject: "the title of D-01", was: "“Check the disk”", is: "“Check the disks”" }], current: { manifestSha256: expect.not.stringMatching(seen.manifestSha256) } },
    });
    await expect(execute(sign, lead, { ...given, manifest: { ...seen.manifest, steps: [] } })).rejects.toMatchObject({ code: "version_conflict", details: { changes: [] } });
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
    await changeFacts(key, (tx) => recordResult(tx, { upgradeId, environmentId: run.environmentId, runId: run.id, testCase, result: "failed", by: engineer.id, now: new Date() }));
    await expectSettled(key);
    expect(await statusOf(key, "dev")).toBe("stale");
    expect(await answer(getSignedManifest, lead, { upgrade: key, signOff: id })).toEqual(signed);
  });

  it("keeps a gate shut that somebody rejected until they approve, withdraw or leave", async () => {
    const { key, lead, engineer } = await world();
    await clearEnvironment(key, "dev", engineer.id);
    await expect(signNow(lead, key, "dev", "exit", { decision: "reject", meaning: null, statement: "" })).rejects.toMatchObject({ details: { refusals: [{ code: "reason_missing" }] } });
    await signNow(lead, key, "dev", "exit", { decision: "reject", meaning: null, statement: "Counts differ" });
    await expectSettled(key);
    expect((await look(engineer, key, "dev", "exit")).blockers).toEqual([expect.objectContaining({ kind: "sign_off_rejected", detail: "Counts differ", waivable: false })]);
    await signNow(lead, key, "dev", "exit");
    await expectSettled(key);
    expect(await look(engineer, key, "dev", "exit")).toMatchObject({ state: "open" });
  });

  it("forgets the rejection of somebody who left the upgrade", async () => {
    const { key, lead, engineer, manager } = await world();
    await changeFacts(key, (tx, upgradeId) => tx.member.update({ where: { upgradeId_userId: { upgradeId, userId: manager.id } }, data: { roles: ["lead"] } }));
    await clearEnvironment(key, "dev", engineer.id);
    await signNow(manager, key, "dev", "exit", { decision: "reject", statement: "No" });
    await changeFacts(key, (tx, upgradeId) => tx.member.delete({ where: { upgradeId_userId: { upgradeId, userId: manager.id } } }));
    await expectSettled(key);
    expect(await look(lead, key, "dev", "exit")).toMatchObject({ state: "ready", blockers: [] });
  });
});

describe("Conditions", () => {
  it("block the next gate until a lead or manager clears them, and clearing is part of what is signed above", async () => {
    const { key, lead, engineer, manager } = await world();
    await clearEnvironment(key, "dev", engineer.id);
    await expect(signNow(lead, key, "dev", "exit", { meaning: "accepted_with_conditions" })).rejects.toMatchObject({ details: { refusals: [{ code: "condition_missing" }] } });
    await signNow(lead, key, "dev", "exit", { meaning: "accepted_with_conditions", conditions: ["Rotate the keys"] });
    await clearEnvironment(key, "pre-prod", engineer.id);
    await expectSettled(key);
    const view = await look(lead, key, "pre-prod", "entry");
    expect(view.blockers).toEqual([expect.objectContaining({ kind: "condition_open", title: "Condition from Dev exit: “Rotate the keys”" })]);
    const condition = view.conditions[0];
    if (!condition) throw new Error("the condition is not listed");
    const given = { upgrade: key, condition: condition.id, version: condition.version, note: "Rotated on Monday" };
    await expect(execute(clearCondition, engineer, given)).rejects.toMatchObject({ code: "forbidden" });
    await expect(execute(clearCondition, manager, { ...given, version: 7 })).rejects.toMatchObject({ code: "version_conflict" });
    await expect(execute(clearCondition, manager, { ...given, note: " " })).rejects.toMatchObject({ code: "invalid_input" });
    await execute(clearCondition, manager, given);
    await expect(execute(clearCondition, manager, given)).rejects.toMatchObject({ code: "refused" });
    await expectSettled(key);
    expect(await look(lead, key, "pre-prod", "entry")).toMatchObject({ state: "open" });
    const { manifest } = await answer(getGateManifest, lead, { upgrade: key, environment: "pre-prod", gate: "exit" });
    expect(manifest.conditions).toEqual([{ gate: "dev.exit", by: lead.id, text: "Rotate the keys", clearedBy: manager.id, note: "Rotated on Monday" }]);
  });
});

describe("Withdrawing", () => {
  it("is possible for one's own signature until the next environment has started", async () => {
    const { key, lead, engineer, manager } = await world();
    await clearEnvironment(key, "dev", engineer.id);
    const { id } = await signNow(lead, key, "dev", "exit");
    await expect(execute(withdraw, manager, { upgrade: key, signOff: id, reason: "Not mine" })).rejects.toMatchObject({ details: { refusals: [{ code: "not_yours" }] } });
    await execute(withdraw, lead, { upgrade: key, signOff: id, reason: "Too early" });
    await expectSettled(key);
    expect(await statusOf(key, "dev")).toBe("awaiting_sign_off");
    expect((await look(lead, key, "dev", "exit")).signOffs).toEqual([expect.objectContaining({ state: "withdrawn", withdrawnReason: "Too early" })]);

    const again = await signNow(lead, key, "dev", "exit");
    await clearEnvironment(key, "pre-prod", engineer.id);
    await expect(execute(withdraw, lead, { upgrade: key, signOff: again.id, reason: "Late" })).rejects.toMatchObject({ details: { refusals: [{ code: "next_started" }] } });
  });
});

describe("A gate gone stale after the next environment has started", () => {
  it("blocks that environment's exit and every entry above, but leaves its work alone", async () => {
    const { key, lead, engineer, manager } = await world();
    await clearEnvironment(key, "dev", engineer.id);
    await signNow(lead, key, "dev", "exit");
    await clearEnvironment(key, "pre-prod", engineer.id);
    await signNow(lead, key, "pre-prod", "exit");
    await signNow(manager, key, "pre-prod", "exit");
    const step = await stepOf(key, "dev", "D-05");
    await changeFacts(key, (tx) => tx.step.update({ where: { id: step.id }, data: { state: "not_applicable", stateReason: "Nothing to tidy", doneById: null, finishedAt: null } }));
    await expectSettled(key);
    const gates = await reader.gate.findMany({ where: { environment: { upgrade: { key } } }, include: { environment: true }, orderBy: [{ environment: { position: "asc" } }, { kind: "asc" }] });
    expect(gates.map(({ environment, kind, state }) => `${environment.key} ${kind} ${state}`)).toEqual([
      "dev entry open", "dev exit ready", "pre-prod entry shut", "pre-prod exit shut", "prod entry shut", "prod exit shut",
    ]);
    expect(await statusOf(key, "pre-prod")).toBe("stale");
    const above = await look(lead, key, "prod", "entry");
    expect(above.blockers.filter(({ kind }) => kind === "signature_stale").map(({ title }) => title)).toEqual([
      "Omar's signature on Dev exit is stale", "Omar's signature on Pre-prod exit is stale", "Priya's signature on Pre-prod exit is stale",
    ]);
    // Pre-prod has started, so that its work may go on: only its gates wait.
    expect((await reader.environment.findFirstOrThrow({ where: { key: "pre-prod", upgrade: { key } } })).startedAt).not.toBeNull();

    await signNow(lead, key, "dev", "exit");
    await signNow(lead, key, "pre-prod", "exit");
    await signNow(manager, key, "pre-prod", "exit");
    await expectSettled(key);
    expect(await statusOf(key, "pre-prod")).toBe("signed_off");
  });
});

describe("The signatures a gate needs", () => {
  it("are set by leads, never none on an exit, and never over somebody else's change", async () => {
    const { key, lead, engineer, manager } = await world();
    await clearEnvironment(key, "dev", engineer.id);
    await signNow(lead, key, "dev", "exit");
    const { version } = await look(lead, key, "dev", "exit");
    const given = { upgrade: key, environment: "dev", gate: "exit" as const, version };
    await expect(execute(setSlots, manager, { ...given, slots: [{ role: "lead", count: 1 }] })).rejects.toMatchObject({ code: "forbidden" });
    await expect(execute(setSlots, lead, { ...given, slots: [] })).rejects.toMatchObject({ details: { refusals: [{ code: "slot_needed" }] } });
    await expect(execute(setSlots, lead, { ...given, slots: [{ role: "lead", count: 1 }, { role: "lead", count: 2 }] })).rejects.toMatchObject({ details: { refusals: [{ code: "role_twice" }] } });
    await execute(setSlots, lead, { ...given, slots: [{ role: "lead", count: 1 }, { role: "manager", count: 1 }] });
    await expect(execute(setSlots, lead, { ...given, slots: [{ role: "lead", count: 1 }] })).rejects.toMatchObject({ code: "version_conflict" });
    await expectSettled(key);
    expect(await look(lead, key, "dev", "exit")).toMatchObject({ state: "ready", signed: 1, wanted: 2, headline: "Ready to sign: waits for 1 manager." });
    await signNow(manager, key, "dev", "exit");
    await expectSettled(key);
    expect(await statusOf(key, "dev")).toBe("signed_off");
  });
});
