import { describe, expect, it } from "vitest";
import { listAudit } from "@/features/audit/queries/list";
import { addEvidence } from "@/features/evidence/commands/evidence";
import { getTestCase } from "@/features/test-cases/queries/test-case";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { expectSettled } from "@/scripts/testing/settled";
import { openDev, runIn } from "@/scripts/testing/tests";
import { world } from "@/scripts/testing/world";
import { recordExecutions } from "./commands/record";
import { retractExecution } from "./commands/retract";
import { closeRun } from "./commands/runs";

const ready = async () => {
  const w = await world();
  await openDev(w);
  const run = await runIn(w);
  const record = async (result: "passed" | "failed", now = new Date()) => {
    const { executions } = await execute(
      recordExecutions,
      w.engineer,
      { upgrade: w.key, run, executions: [{ testCase: "TC-1", result, note: "by mistake" }] },
      { now },
    );
    return executions[0]?.id ?? "";
  };
  const retract = (execution: string, who = w.engineer, now = new Date()) =>
    execute(retractExecution, who, { upgrade: w.key, execution }, { now });
  const look = async (who = w.engineer) => {
    const { executions, environments } = await answer(getTestCase, who, { upgrade: w.key, testCase: "TC-1" });
    return { executions, dev: environments.find((one) => one.key === "dev")?.result };
  };
  return { ...w, run, record, retract, look };
};

describe("Taking an execution back", () => {
  it("leaves everything as if it had not been recorded, and what it said in history", async () => {
    const w = await ready();
    const execution = await w.record("failed");
    expect((await w.look()).executions[0]?.undoUntil).not.toBeNull();
    expect((await w.look(w.lead)).executions[0]?.undoUntil).toBeNull();
    await w.retract(execution);
    expect(await w.look()).toMatchObject({ executions: [], dev: "not_run" });
    const dev = await reader.environment.findFirstOrThrow({ where: { upgrade: { key: w.key }, key: "dev" } });
    expect(dev.startedAt).toBeNull();
    const { items } = await answer(listAudit, w.viewer, { upgrade: w.key });
    expect(items.map((item) => item.sentence).join("\n")).toMatch(
      /took back that TC-1 .* was recorded as failed in Dev, run 1/,
    );
    await expectSettled(w.key);
  });

  it("lets the one before count again, in an environment that stays started", async () => {
    const w = await ready();
    await w.record("passed");
    await w.retract(await w.record("failed"));
    expect((await w.look()).dev).toBe("passed");
    const dev = await reader.environment.findFirstOrThrow({ where: { upgrade: { key: w.key }, key: "dev" } });
    expect(dev.startedAt).not.toBeNull();
    await expectSettled(w.key);
  });

  it("is for whoever recorded it, for seconds, before the run is closed and without evidence", async () => {
    const w = await ready();
    const now = new Date();
    const execution = await w.record("passed", now);
    const refusal = (code: string) => ({ code: "refused", details: { refusals: [{ code }] } });
    await expect(w.retract(execution, w.lead)).rejects.toMatchObject(refusal("not_yours"));
    await expect(w.retract(execution, w.viewer)).rejects.toMatchObject({ code: "forbidden" });
    const later = new Date(now.getTime() + 16_000);
    await expect(w.retract(execution, w.engineer, later)).rejects.toMatchObject(refusal("too_late"));
    await execute(addEvidence, w.engineer, { upgrade: w.key, execution, text: "log" });
    await expect(w.retract(execution, w.engineer, now)).rejects.toMatchObject(refusal("has_evidence"));
    await execute(closeRun, w.engineer, { upgrade: w.key, run: w.run, version: 1 });
    await expect(w.retract(execution, w.engineer, now)).rejects.toMatchObject(refusal("run_closed"));
    const other = await world();
    await expect(
      execute(retractExecution, other.lead, { upgrade: other.key, execution }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});
