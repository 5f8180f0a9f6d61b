import { describe, expect, it } from "vitest";
import { getGate } from "@/features/gates/queries/get";
import { execute } from "@/lib/command";
import { answer } from "@/lib/read";
import { changeFacts, recordResult } from "@/scripts/testing/facts";
import { expectSettled } from "@/scripts/testing/settled";
import { act, openDev, proveStep } from "@/scripts/testing/steps";
import { stepOf, type World, world } from "@/scripts/testing/world";
import { finishStep, reopenStep, skipStep, startStep } from "./commands/state";
import { undoStep } from "./commands/undo";

/** Tests Dev now: every required case passes. */
async function testDev(w: World, number: number) {
  const environmentId = (await stepOf(w.key, "dev", "D-01")).environmentId ?? "";
  const now = new Date();
  await changeFacts(w.key, async (tx, upgradeId) => {
    const run = await tx.testRun.create({
      data: { upgradeId, environmentId, number, title: "All", createdById: w.lead.id },
    });
    for (const testCase of await tx.testCase.findMany({ where: { upgradeId } })) {
      await recordResult(tx, {
        upgradeId,
        environmentId,
        runId: run.id,
        testCase,
        result: "passed",
        by: w.lead.id,
        now,
      });
    }
  });
}

/** Codes of the tests that have to be run again before Dev can be signed off. */
const toRunAgain = async (w: World) =>
  (await answer(getGate, w.viewer, { upgrade: w.key, environment: "dev", gate: "exit" })).blockers
    .filter((blocker) => blocker.kind === "execution_stale")
    .map((blocker) => blocker.subject.code);

describe("Tests of an environment", () => {
  it("stand when they follow the migration, and have to be run again when a migration step is done or reopened after them", async () => {
    const w = await world();
    await openDev(w);
    await proveStep(w, w.engineer, "dev", "D-02");
    await act(w, w.engineer, finishStep, "dev", "D-02");
    await testDev(w, 1);
    await act(w, w.engineer, startStep, "dev", "D-03");
    expect(await toRunAgain(w)).toEqual([]);
    await act(w, w.engineer, finishStep, "dev", "D-03");
    expect(await toRunAgain(w)).toEqual(["TC-1", "TC-2"]);
    await expectSettled(w.key);

    await testDev(w, 2);
    expect(await toRunAgain(w)).toEqual([]);
    await act(w, w.engineer, finishStep, "dev", "D-05");
    await act(w, w.engineer, reopenStep, "dev", "D-05");
    await act(w, w.engineer, skipStep, "dev", "D-05", { reason: "Nothing to tidy" });
    expect(await toRunAgain(w)).toEqual([]);
    await act(w, w.engineer, reopenStep, "dev", "D-03", { reason: "A table is missing" });
    expect(await toRunAgain(w)).toEqual(["TC-1", "TC-2"]);
    await expectSettled(w.key);
  });

  it("stand again when the tick that made them stale was a slip and is undone", async () => {
    const w = await world();
    await openDev(w);
    await proveStep(w, w.engineer, "dev", "D-02");
    await act(w, w.engineer, finishStep, "dev", "D-02");
    await testDev(w, 1);
    const slip = await act(w, w.engineer, finishStep, "dev", "D-03");
    expect(await toRunAgain(w)).toHaveLength(2);
    await execute(undoStep, w.engineer, { upgrade: w.key, step: slip.id, version: slip.version });
    expect(await toRunAgain(w)).toEqual([]);
    await expectSettled(w.key);
  });
});
