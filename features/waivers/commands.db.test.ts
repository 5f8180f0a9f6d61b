import { describe, expect, it } from "vitest";
import { getGate } from "@/features/gates/queries/get";
import { getGateManifest } from "@/features/gates/queries/manifest";
import { sign } from "@/features/sign-offs/commands/sign";
import { settleDue } from "@/lib/clock";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { changeFacts, clearEnvironment, recordResult } from "@/scripts/testing/facts";
import { expectSettled } from "@/scripts/testing/settled";
import { type Person, testPassword, type World, world } from "@/scripts/testing/world";
import { approveWaiver, endWaiver, requestWaiver } from "./commands";

const day = 24 * 3600 * 1000;
const look = (person: Person, upgrade: string, now = new Date()) =>
  answer(getGate, person, { upgrade, environment: "dev", gate: "exit" }, { now });

/** A cleared dev in which one required test fails. */
async function failing(w: World) {
  await clearEnvironment(w.key, "dev", w.engineer.id, new Date(Date.now() - 60_000));
  await changeFacts(w.key, async (tx, upgradeId) => {
    const run = await tx.testRun.findFirstOrThrow({ where: { upgradeId } });
    const testCase = await tx.testCase.findFirstOrThrow({ where: { upgradeId, code: "TC-1" } });
    await recordResult(tx, {
      upgradeId,
      environmentId: run.environmentId,
      runId: run.id,
      testCase,
      result: "failed",
      by: w.engineer.id,
      now: new Date(),
    });
  });
  const { blockers } = await look(w.lead, w.key);
  const blocker = blockers.find(({ kind }) => kind === "test_failed");
  if (!blocker) throw new Error("nothing fails");
  return {
    upgrade: w.key,
    environment: "dev",
    gate: "exit" as const,
    blocker: blocker.key,
    reason: "Fixed in the next patch",
    expiresAt: new Date(Date.now() + 2 * day).toISOString(),
  };
}

describe("A waiver", () => {
  it("accepts one blocker once a second person approves it, and blocks again by itself when it ends", async () => {
    const w = await world();
    const { key, lead, engineer, manager } = w;
    const asked = await failing(w);
    const { id } = await execute(requestWaiver, engineer, asked);
    expect(await look(lead, key)).toMatchObject({
      state: "shut",
      waiversWaiting: [expect.objectContaining({ id, state: "requested", cannotApprove: [] })],
    });
    await execute(approveWaiver, manager, { upgrade: key, waiver: id, version: 1 });
    await expectSettled(key);
    const waived = await look(lead, key);
    expect(waived).toMatchObject({
      state: "ready",
      blockers: [],
      waived: [{ blocker: { kind: "test_failed" }, waiver: { id, approvedBy: { name: "Priya" } } }],
    });

    const { manifestSha256, manifest } = await answer(getGateManifest, lead, {
      upgrade: key,
      environment: "dev",
      gate: "exit",
    });
    expect(manifest.waivers).toEqual([
      expect.objectContaining({ blocker: asked.blocker, requestedBy: engineer.id, approvedBy: manager.id }),
    ]);
    await execute(sign, lead, {
      upgrade: key,
      environment: "dev",
      gate: "exit",
      decision: "approve",
      meaning: "approved",
      manifestSha256,
      password: testPassword,
    });
    await expectSettled(key);

    // Nobody has recorded it yet, and still it blocks.
    const later = new Date(Date.now() + 3 * day);
    const expired = await look(lead, key, later);
    expect(expired).toMatchObject({
      state: "shut",
      stale: 1,
      blockers: [{ kind: "test_failed" }],
      waiversPast: [{ id, state: "expired" }],
    });
    expect(expired.signOffs[0]).toMatchObject({ state: "stale", staleAt: asked.expiresAt });
    expect(
      (await reader.environment.findFirstOrThrow({ where: { key: "dev", upgrade: { key } } })).status,
    ).toBe("signed_off");

    expect(await settleDue(later)).toBeGreaterThanOrEqual(3);
    expect(await settleDue(later)).toBe(0);
    await expectSettled(key, later);
    const dev = await reader.environment.findFirstOrThrow({ where: { key: "dev", upgrade: { key } } });
    expect(dev).toMatchObject({ status: "stale", statusUntil: null });
    const events = await reader.auditEvent.findMany({
      where: { chain: dev.upgradeId, actorName: "Liftlock" },
      orderBy: { seq: "asc" },
    });
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["waiver.expired", "signOff.wentStale", "gate.shut"]),
    );
    expect(
      await reader.notification.count({
        where: { userId: lead.id, kind: "signature_stale", upgradeId: dev.upgradeId },
      }),
    ).toBe(1);
    expect(
      (await reader.signOff.findFirstOrThrow({ where: { upgradeId: dev.upgradeId } })).staleAt?.toISOString(),
    ).toBe(asked.expiresAt);
  });

  it("is recorded as ended once, however many clocks run", async () => {
    const w = await world();
    const { id } = await execute(requestWaiver, w.engineer, await failing(w));
    await execute(approveWaiver, w.lead, { upgrade: w.key, waiver: id, version: 1 });
    const later = new Date(Date.now() + 3 * day);
    await Promise.all([settleDue(later), settleDue(later), settleDue(later)]);
    expect(await reader.auditEvent.count({ where: { type: "waiver.expired", subjectId: id } })).toBe(1);
  });

  it("needs a blocker that can be waived, a reason, and an end that is neither past nor far", async () => {
    const w = await world();
    const asked = await failing(w);
    const ask = (more: object) => execute(requestWaiver, w.engineer, { ...asked, ...more });
    await expect(ask({ blocker: "test_failed:nothing" })).rejects.toMatchObject({
      details: { refusals: [{ code: "no_such_blocker" }] },
    });
    await expect(ask({ reason: "  " })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(ask({ expiresAt: new Date(Date.now() - day).toISOString() })).rejects.toMatchObject({
      details: { refusals: [{ code: "already_over" }] },
    });
    await expect(ask({ expiresAt: new Date(Date.now() + 200 * day).toISOString() })).rejects.toMatchObject({
      details: { refusals: [{ code: "too_long" }] },
    });
    await expect(ask({ expiresAt: "tomorrow" })).rejects.toMatchObject({ code: "invalid_input" });
    await execute(requestWaiver, w.engineer, asked);
    await expect(ask({})).rejects.toMatchObject({ details: { refusals: [{ code: "already_asked" }] } });
    const prod = await answer(getGate, w.lead, { upgrade: w.key, environment: "prod", gate: "entry" });
    const order = prod.blockers.find(({ kind }) => kind === "previous_exit_unsigned");
    await expect(ask({ environment: "prod", gate: "entry", blocker: order?.key })).rejects.toMatchObject({
      details: { refusals: [{ code: "not_waivable" }] },
    });
  });

  it("is not approved by who asked, nor by engineers, viewers or people outside", async () => {
    const w = await world();
    const { id } = await execute(requestWaiver, w.lead, await failing(w));
    const given = { upgrade: w.key, waiver: id, version: 1 };
    await expect(execute(approveWaiver, w.lead, given)).rejects.toMatchObject({
      details: { refusals: [{ code: "second_person" }] },
    });
    for (const person of [w.engineer, w.viewer])
      await expect(execute(approveWaiver, person, given)).rejects.toMatchObject({ code: "forbidden" });
    await expect(execute(approveWaiver, w.outsider, given)).rejects.toMatchObject({ code: "not_found" });
    await expect(execute(requestWaiver, w.viewer, await failing(w))).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  it("is declined by a second person, taken back by who asked, or ended later; then it blocks again", async () => {
    const w = await world();
    const { key, lead, engineer, manager } = w;
    const asked = await failing(w);
    const first = await execute(requestWaiver, engineer, asked);
    await expect(
      execute(endWaiver, w.viewer, { upgrade: key, waiver: first.id, version: 1, reason: "No" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    await execute(endWaiver, manager, { upgrade: key, waiver: first.id, version: 1, reason: "Too risky" });
    await expect(
      execute(approveWaiver, manager, { upgrade: key, waiver: first.id, version: 2 }),
    ).rejects.toMatchObject({ details: { refusals: [{ code: "wrong_state" }] } });
    const second = await execute(requestWaiver, engineer, asked);
    await execute(endWaiver, engineer, { upgrade: key, waiver: second.id, version: 1, reason: "Not needed" });
    const third = await execute(requestWaiver, engineer, asked);
    await execute(approveWaiver, lead, { upgrade: key, waiver: third.id, version: 1 });
    await expect(
      execute(endWaiver, engineer, { upgrade: key, waiver: third.id, version: 2, reason: "Done" }),
    ).rejects.toMatchObject({ details: { refusals: [{ code: "wrong_role" }] } });
    await expect(
      execute(endWaiver, lead, { upgrade: key, waiver: third.id, version: 1, reason: "Done" }),
    ).rejects.toMatchObject({ code: "version_conflict" });
    await execute(endWaiver, lead, { upgrade: key, waiver: third.id, version: 2, reason: "Done" });
    await expectSettled(key);
    const gate = await look(lead, key);
    expect(gate).toMatchObject({
      state: "shut",
      waived: [],
      waiversPast: [
        { state: "ended" },
        { state: "declined" },
        { state: "declined", endedReason: "Too risky" },
      ],
    });
  });
});
