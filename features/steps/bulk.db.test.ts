import { describe, expect, it } from "vitest";
import { verifyChain } from "@/domain/audit-chain";
import { addEvidence } from "@/features/evidence/commands/evidence";
import { sha256 } from "@/lib/audit";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { expectSettled } from "@/scripts/testing/settled";
import { act, openDev, proveStep } from "@/scripts/testing/steps";
import { stepOf, type World, world } from "@/scripts/testing/world";
import { bulkSteps } from "./commands/bulk";
import { addStep } from "./commands/edit";
import { finishStep, startStep } from "./commands/state";
import type { BulkAction } from "./schema/changing";

async function bulk(
  w: World,
  action: BulkAction,
  codes: readonly string[],
  more: { reason?: string; assigneeId?: string | null; dueAt?: string } = {},
  who = w.engineer,
) {
  const rows = await Promise.all(codes.map((code) => stepOf(w.key, "dev", code)));
  const steps = rows.map(({ id, version }) => ({ id, version }));
  return execute(bulkSteps, who, { upgrade: w.key, action, steps, ...more });
}

const fault = (results: readonly { code: string | null; ok: boolean }[]) =>
  results.map((result) => [result.code, result.ok]);

describe("Several steps at once", () => {
  it("are done where the rules allow it and returned with their reasons where not, in one transaction", async () => {
    const w = await world();
    await openDev(w);
    const seq = await reader.auditEvent.count({ where: { actorId: w.engineer.id } });
    const answer = await bulk(w, "start", ["D-03", "D-01", "D-02"]);
    expect(answer).toMatchObject({ done: 1, refused: 2 });
    expect(fault(answer.results)).toEqual([
      ["D-03", false],
      ["D-01", false],
      ["D-02", true],
    ]);
    expect(answer.results[0]).toMatchObject({
      refusals: [
        { code: "predecessor_open", message: "Finish D-02 first: “Dump the database” is in progress." },
      ],
    });
    expect(answer.results[1]).toMatchObject({ refusals: [{ code: "wrong_state" }] });
    expect((await stepOf(w.key, "dev", "D-02")).state).toBe("doing");
    expect((await stepOf(w.key, "dev", "D-03")).version).toBe(1);
    expect(await reader.auditEvent.count({ where: { actorId: w.engineer.id } })).toBeGreaterThan(seq);
    await expectSettled(w.key);
  });

  it("may wait for each other: a chain is finished in one go, in whatever order it was selected", async () => {
    const w = await world();
    await openDev(w);
    await proveStep(w, w.engineer, "dev", "D-02");
    const answer = await bulk(w, "finish", ["D-05", "D-03", "D-02"]);
    expect(answer).toMatchObject({ done: 3, refused: 0 });
    expect(answer.results.map((result) => result.code)).toEqual(["D-05", "D-03", "D-02"]);
    const dev = await reader.environment.findFirstOrThrow({ where: { upgrade: { key: w.key }, key: "dev" } });
    expect(dev.startedAt).not.toBeNull();
    expect(dev.changedAt).not.toBeNull();
    await expectSettled(w.key);
  });

  it("that somebody else changed, or that are not here, are named and left alone", async () => {
    const [w, other] = [await world(), await world()];
    const [mine, foreign] = [await stepOf(w.key, "dev", "D-01"), await stepOf(other.key, "dev", "D-01")];
    const second = await stepOf(w.key, "pre-prod", "D-01");
    await act(w, w.lead, startStep, "dev", "D-01");
    const answer = await execute(bulkSteps, w.engineer, {
      upgrade: w.key,
      action: "finish",
      steps: [mine, foreign, second].map(({ id, version }) => ({ id, version })),
    });
    expect(answer.results).toMatchObject([
      { ok: false, refusals: [{ code: "version_conflict" }] },
      { ok: false, code: null, refusals: [{ code: "not_found" }] },
      { ok: true, state: "done" },
    ]);
    expect((await stepOf(other.key, "dev", "D-01")).state).toBe("todo");
    await expectSettled(w.key);
  });

  it("are all refused with every reason when none can be changed, and nothing is written", async () => {
    const w = await world();
    const before = await reader.auditEvent.count({
      where: { chain: (await stepOf(w.key, "dev", "D-02")).upgradeId },
    });
    await expect(bulk(w, "start", ["D-02", "D-03"])).rejects.toMatchObject({
      code: "refused",
      details: {
        results: [
          { code: "D-02", ok: false },
          { code: "D-03", ok: false },
        ],
      },
    });
    expect(
      await reader.auditEvent.count({ where: { chain: (await stepOf(w.key, "dev", "D-02")).upgradeId } }),
    ).toBe(before);
  });

  it("are assigned with one notice, dated, and blocked with one notice to the leads", async () => {
    const w = await world();
    await bulk(w, "assign", ["D-01", "D-02", "D-03"], { assigneeId: w.engineer.id }, w.lead);
    const told = await reader.notification.findMany({ where: { userId: w.engineer.id } });
    expect(told).toMatchObject([
      { kind: "assigned", title: "Omar assigned 3 steps of Dev to you", href: `/u/${w.key}/e/dev/checklist` },
    ]);
    await bulk(w, "setDue", ["D-01", "D-02"], { dueAt: "2026-12-01T10:00:00+01:00" });
    expect((await stepOf(w.key, "dev", "D-02")).dueAt).toEqual(new Date("2026-12-01T09:00:00Z"));
    await bulk(w, "block", ["D-02", "D-03"], { reason: "No database yet" });
    expect(
      await reader.notification.findMany({ where: { userId: w.lead.id, kind: "blocker_mine" } }),
    ).toMatchObject([{ title: "2 steps of Dev are blocked: No database yet" }]);
    await expectSettled(w.key);
    await expect(bulk(w, "assign", ["D-01"], {}, w.lead)).rejects.toMatchObject({ code: "invalid_input" });
    await expect(bulk(w, "skip", ["D-01"], {}, w.viewer)).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("What was done to several steps at once", () => {
  const dev = (w: World) =>
    reader.environment.findFirstOrThrow({ where: { upgrade: { key: w.key }, key: "dev" } });

  it("is taken back at once within seconds, and the environment is as if nobody had worked in it", async () => {
    const w = await world();
    await openDev(w);
    await proveStep(w, w.engineer, "dev", "D-02");
    const before = await dev(w);
    expect(before).toMatchObject({ startedAt: null, changedAt: null });
    const done = await bulk(w, "finish", ["D-05", "D-03", "D-02"]);
    expect(Date.parse(done.undoUntil ?? "")).toBeGreaterThan(Date.now() + 5_000);
    expect(await dev(w)).toMatchObject({ startedAt: expect.any(Date), changedAt: expect.any(Date) });
    const undone = await bulk(w, "undo", ["D-02", "D-03", "D-05"]);
    expect(undone).toMatchObject({ done: 3, refused: 0, undoUntil: null });
    for (const code of ["D-02", "D-03", "D-05"])
      expect(await stepOf(w.key, "dev", code)).toMatchObject({
        state: "todo",
        startedAt: null,
        doneById: null,
      });
    expect(await dev(w)).toMatchObject({ status: before.status, startedAt: null, changedAt: null });
    await expectSettled(w.key);
  });

  it("is not taken back by others, nor where a step was changed since; assignments offer no undo", async () => {
    const w = await world();
    await openDev(w);
    expect((await bulk(w, "assign", ["D-02"], { assigneeId: w.engineer.id }, w.lead)).undoUntil).toBeNull();
    await bulk(w, "block", ["D-02", "D-03"], { reason: "No database yet" });
    await expect(bulk(w, "undo", ["D-02", "D-03"], {}, w.lead)).rejects.toMatchObject({ code: "refused" });
    await bulk(w, "assign", ["D-02"], { assigneeId: null }, w.lead);
    const answer = await bulk(w, "undo", ["D-02", "D-03"]);
    expect(fault(answer.results)).toEqual([
      ["D-02", false],
      ["D-03", true],
    ]);
    expect(answer.results[0]).toMatchObject({ refusals: [{ code: "changed_since" }] });
    expect((await stepOf(w.key, "dev", "D-02")).state).toBe("blocked");
    await expectSettled(w.key);
  });
});

describe("Two people at once", () => {
  it("finishing the same step: one wins, the other is told what it is now", async () => {
    const w = await world();
    const { id, version } = await stepOf(w.key, "dev", "D-01");
    const tries = await Promise.allSettled(
      [w.engineer, w.lead].map((who) => execute(finishStep, who, { upgrade: w.key, step: id, version })),
    );
    expect(tries.map((one) => one.status).sort()).toEqual(["fulfilled", "rejected"]);
    const lost = tries.find((one) => one.status === "rejected");
    expect(lost?.reason).toMatchObject({
      code: "version_conflict",
      details: { current: { state: "done", version: 2 } },
    });
    expect(await reader.auditEvent.count({ where: { subjectId: id, type: "step.finished" } })).toBe(1);
    await expectSettled(w.key);
  });

  it("ticking twenty steps, twenty of them at once: nothing is lost, the chain is whole", async () => {
    const w = await world();
    const steps: { id: string; version: number }[] = [];
    for (let index = 0; index < 20; index += 1) {
      steps.push(
        await execute(addStep, w.lead, {
          upgrade: w.key,
          environment: "dev",
          title: `Prepare ${index}`,
          part: "prepare",
          gate: "entry",
        }),
      );
    }
    await Promise.all(
      steps.map(({ id, version }, index) => {
        const who = index % 2 === 0 ? w.engineer : w.lead;
        return execute(finishStep, who, { upgrade: w.key, step: id, version });
      }),
    );
    const { upgradeId } = await stepOf(w.key, "dev", "D-01");
    expect(await reader.step.count({ where: { upgradeId, state: "done", version: 2 } })).toBe(20);
    const rows = await reader.auditEvent.findMany({ where: { chain: upgradeId }, orderBy: { seq: "asc" } });
    const head = await reader.auditChain.findUniqueOrThrow({ where: { id: upgradeId } });
    const chained = rows.map(
      ({ actorId, actorName, actorRoles, subjectType, subjectId, environmentId, at, ...row }) => ({
        ...row,
        at: at.toISOString(),
        actor: { id: actorId, name: actorName, roles: actorRoles },
        subject: { type: subjectType, id: subjectId, environmentId },
      }),
    );
    expect(verifyChain(upgradeId, chained, sha256, head)).toBeNull();
    expect(rows.filter((row) => row.type === "step.finished")).toHaveLength(20);
    await expectSettled(w.key);
  });

  it("one finishing while the other adds the evidence it lacks: refused or done, never done without", async () => {
    const w = await world();
    await openDev(w);
    const { id, version } = await stepOf(w.key, "dev", "D-02");
    await Promise.allSettled([
      execute(finishStep, w.lead, { upgrade: w.key, step: id, version }),
      execute(addEvidence, w.engineer, { upgrade: w.key, step: id, file: new File(["log"], "a.log") }),
    ]);
    const step = await reader.step.findUniqueOrThrow({ where: { id }, include: { evidence: true } });
    expect(step.evidence).toHaveLength(1);
    expect(["todo", "done"]).toContain(step.state);
    await expectSettled(w.key);
  });
});
