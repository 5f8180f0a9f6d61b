import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { finishStep, reopenStep } from "@/features/steps/commands/state";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { changeFacts } from "@/scripts/testing/facts";
import { expectSettled } from "@/scripts/testing/settled";
import { act, openDev, proveStep, refusal } from "@/scripts/testing/steps";
import { stepOf, type World, world } from "@/scripts/testing/world";
import { addEvidence, supersedeEvidence, withdrawEvidence } from "./commands/evidence";
import { listEvidence } from "./queries";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** An execution of the small upgrade's first test case in Dev. */
async function execution(w: World): Promise<string> {
  const id = crypto.randomUUID();
  const dev = await reader.environment.findFirstOrThrow({ where: { upgrade: { key: w.key }, key: "dev" } });
  await changeFacts(w.key, async (tx, upgradeId) => {
    const testCase = await tx.testCase.findFirstOrThrow({ where: { upgradeId }, orderBy: { code: "asc" } });
    const run = await tx.testRun.create({
      data: { upgradeId, environmentId: dev.id, number: 1, title: "All", createdById: w.engineer.id },
    });
    const data = {
      id,
      upgradeId,
      environmentId: dev.id,
      runId: run.id,
      testCaseId: testCase.id,
      revision: 1,
      result: "passed" as const,
    };
    await tx.testExecution.create({ data: { ...data, executedById: w.engineer.id, executedAt: new Date() } });
  });
  return id;
}

describe("Evidence", () => {
  it("is kept with the hash of its bytes, the type found in them and a name that is safe", async () => {
    const w = await world();
    const { id: step } = await stepOf(w.key, "dev", "D-02");
    const file = new File(['{"tables": 3}'], "../../\u202eevil\u0000.png", { type: "image/png" });
    const added = await execute(addEvidence, w.engineer, { upgrade: w.key, step, file });
    expect(added).toMatchObject({
      kind: "file",
      name: "evil.png",
      mediaType: "application/json",
      size: 13,
      sha256: sha256('{"tables": 3}'),
    });
    const blob = await reader.evidenceBlob.findUniqueOrThrow({ where: { evidenceId: added.id } });
    expect(Buffer.from(blob.content).toString()).toBe('{"tables": 3}');
    const events = await reader.auditEvent.findMany({ where: { subjectId: added.id } });
    expect(events).toMatchObject([
      {
        type: "evidence.added",
        data: { on: "D-02", kind: "file", name: "evil.png", sha256: added.sha256, size: 13 },
      },
    ]);
    await expectSettled(w.key);
  });

  it("can be a link or a note; only web addresses, and exactly one of the three", async () => {
    const w = await world();
    const { id: step } = await stepOf(w.key, "dev", "D-02");
    const on = { upgrade: w.key, step };
    expect(
      await execute(addEvidence, w.engineer, { ...on, url: "https://ci.example/run/7?x=1" }),
    ).toMatchObject({ kind: "link", name: "ci.example/run/7?x=1" });
    expect(
      await execute(addEvidence, w.engineer, { ...on, text: "Counted\n3 tables", name: "Count" }),
    ).toMatchObject({ kind: "note", name: "Count" });
    expect(
      (await answer(listEvidence, w.viewer, on)).items.map((item) => [item.kind, item.text, item.url]),
    ).toEqual([
      ["note", "Counted\n3 tables", null],
      ["link", null, "https://ci.example/run/7?x=1"],
    ]);
    const invalid = { code: "invalid_input" };
    await expect(
      execute(addEvidence, w.engineer, { ...on, url: "javascript:alert(1)" }),
    ).rejects.toMatchObject(invalid);
    await expect(
      execute(addEvidence, w.engineer, { ...on, url: "https://a.example", text: "both" }),
    ).rejects.toMatchObject(invalid);
    await expect(execute(addEvidence, w.engineer, on)).rejects.toMatchObject(invalid);
    await expect(execute(addEvidence, w.engineer, { ...on, text: "   " })).rejects.toMatchObject(invalid);
    await expect(
      execute(addEvidence, w.engineer, { upgrade: w.key, text: "of nothing" }),
    ).rejects.toMatchObject(invalid);
    await expect(
      execute(addEvidence, w.engineer, { ...on, file: new File([], "empty.log") }),
    ).rejects.toMatchObject({ ...invalid, message: expect.stringContaining("is empty") });
    await expect(
      execute(addEvidence, w.engineer, {
        ...on,
        file: new File([new Uint8Array(25 * 1024 * 1024 + 1)], "big.log"),
      }),
    ).rejects.toMatchObject({ code: "too_large" });
    expect(await reader.evidence.count({ where: { stepId: step } })).toBe(2);
  });

  it("is not taken twice: the same file is named with who added it and when, and nothing is added", async () => {
    const w = await world();
    const { id: step } = await stepOf(w.key, "dev", "D-02");
    const { id: other } = await stepOf(w.key, "dev", "D-03");
    const add = (on: { step: string } | { execution: string }, name: string, now = new Date()) => {
      const file = new File(["dumped 3 databases\n"], name);
      return execute(addEvidence, w.engineer, { upgrade: w.key, ...on, file }, { now });
    };
    const first = await add({ step }, "dump.log", new Date("2026-11-20T09:12:00.000Z"));
    const here = /here already \(same content\): “dump.log”, by Ines, Fri 20 Nov 2026, 09:12 UTC/;
    await expect(add({ step }, "dump-again.log")).rejects.toMatchObject({
      code: "duplicate",
      message: expect.stringMatching(here),
      details: { current: { id: first.id } },
    });
    const second = await proveStep(w, w.lead, "dev", "D-02", "dumped 4 databases\n");
    const inPlace = {
      upgrade: w.key,
      evidence: second.id,
      file: new File(["dumped 3 databases\n"], "x.log"),
    };
    await expect(execute(supersedeEvidence, w.lead, inPlace)).rejects.toMatchObject({ code: "duplicate" });
    expect(await reader.evidence.count({ where: { stepId: step } })).toBe(2);

    // Another step, an execution, and what was withdrawn are no reason.
    await add({ step: other }, "dump.log");
    const run = await execution(w);
    await add({ execution: run }, "dump.log");
    await expect(add({ execution: run }, "dump.log")).rejects.toMatchObject({ code: "duplicate" });
    await execute(withdrawEvidence, w.engineer, { upgrade: w.key, evidence: first.id, reason: "Wrong host" });
    await add({ step }, "dump.log");
    await expectSettled(w.key);
  });

  it("of a done step is superseded by its own kind and never withdrawn; once the step is open it may go", async () => {
    const w = await world();
    await openDev(w);
    const first = await proveStep(w, w.engineer, "dev", "D-02");
    await act(w, w.engineer, finishStep, "dev", "D-02");
    const on = { upgrade: w.key, evidence: first.id };
    await expect(
      execute(withdrawEvidence, w.engineer, { ...on, reason: "Wrong file" }),
    ).rejects.toMatchObject(refusal("evidence_needed"));
    await expect(execute(supersedeEvidence, w.engineer, { ...on, text: "see chat" })).rejects.toMatchObject(
      refusal("evidence_needed"),
    );
    const second = await execute(supersedeEvidence, w.lead, {
      ...on,
      file: new File(["right"], "right.log"),
    });
    await expectSettled(w.key);
    const { items } = await answer(listEvidence, w.viewer, {
      upgrade: w.key,
      step: (await stepOf(w.key, "dev", "D-02")).id,
    });
    expect(items.map(({ id, current, supersededById }) => [id, current, supersededById])).toEqual([
      [second.id, true, null],
      [first.id, false, second.id],
    ]);
    await expect(
      execute(supersedeEvidence, w.engineer, { ...on, file: new File(["x"], "x.log") }),
    ).rejects.toMatchObject(refusal("superseded"));
    await act(w, w.engineer, reopenStep, "dev", "D-02");
    await execute(withdrawEvidence, w.engineer, {
      upgrade: w.key,
      evidence: second.id,
      reason: "Of another run",
    });
    await expect(
      execute(withdrawEvidence, w.engineer, { upgrade: w.key, evidence: second.id, reason: "Again" }),
    ).rejects.toMatchObject(refusal("withdrawn"));
    await expect(act(w, w.engineer, finishStep, "dev", "D-02")).rejects.toMatchObject(
      refusal("evidence_missing"),
    );
    await expectSettled(w.key);
  });

  it("proves test executions too, and its events name the case", async () => {
    const w = await world();
    const on = { upgrade: w.key, execution: await execution(w) };
    const added = await execute(addEvidence, w.engineer, { ...on, file: new File(["<log/>"], "run.xml") });
    expect((await answer(listEvidence, w.viewer, on)).items).toMatchObject([
      { id: added.id, stepId: null, executionId: on.execution, preview: "text" },
    ]);
    expect(await reader.auditEvent.findFirstOrThrow({ where: { subjectId: added.id } })).toMatchObject({
      data: { on: "TC-1" },
    });
    await execute(withdrawEvidence, w.engineer, {
      upgrade: w.key,
      evidence: added.id,
      reason: "Of another run",
    });
    await expectSettled(w.key);
  });

  it("is given by leads and engineers, seen by members, and does not exist for anybody else", async () => {
    const [w, other] = [await world(), await world()];
    const { id: step } = await stepOf(w.key, "dev", "D-02");
    for (const who of [w.manager, w.viewer]) {
      await expect(execute(addEvidence, who, { upgrade: w.key, step, text: "x" })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
    await expect(execute(addEvidence, w.outsider, { upgrade: w.key, step, text: "x" })).rejects.toMatchObject(
      { code: "not_found" },
    );
    await expect(
      execute(addEvidence, other.engineer, { upgrade: other.key, step, text: "x" }),
    ).rejects.toMatchObject({ code: "not_found" });
    const mine = await execute(addEvidence, w.engineer, { upgrade: w.key, step, text: "x" });
    await expect(
      execute(withdrawEvidence, other.engineer, { upgrade: other.key, evidence: mine.id, reason: "theirs" }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(answer(listEvidence, w.outsider, { upgrade: w.key, step })).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await answer(listEvidence, other.lead, { upgrade: other.key, step })).items).toEqual([]);
  });
});
