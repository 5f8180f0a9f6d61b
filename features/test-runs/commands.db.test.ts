import { describe, expect, it } from "vitest";
import { archiveTestCase, editTestCase } from "@/features/test-cases/commands/test-cases";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { changeFacts } from "@/scripts/testing/facts";
import { expectSettled } from "@/scripts/testing/settled";
import { caseOf, openDev, runIn } from "@/scripts/testing/tests";
import { world } from "@/scripts/testing/world";
import { recordExecutions } from "./commands/record";
import { closeRun, startRun } from "./commands/runs";
import { getRun, listRuns } from "./queries/runs";
import { getRunOutput, listRunsOutput } from "./schema";

const ready = async () => {
  const w = await world();
  await openDev(w);
  return { ...w, run: await runIn(w) };
};
const dev = (key: string) => reader.environment.findFirstOrThrow({ where: { upgrade: { key }, key: "dev" } });

describe("Recording an execution", () => {
  it("stores it, moves the standing of its case and starts the environment", async () => {
    const { key, engineer, run } = await ready();
    expect((await dev(key)).startedAt).toBeNull();
    const now = new Date();
    const { executions } = await execute(
      recordExecutions,
      engineer,
      {
        upgrade: key,
        run,
        executions: [
          {
            testCase: "TC-2",
            result: "passed",
            measured: 912.5,
            minutes: 3.5,
            note: "quiet night",
            defectUrl: "https://bugs.example/1",
          },
        ],
      },
      { now },
    );
    const [made] = executions;
    expect(await reader.testExecution.findUniqueOrThrow({ where: { id: made?.id ?? "" } })).toMatchObject({
      result: "passed",
      measured: 912.5,
      minutes: 3.5,
      executedById: engineer.id,
      revision: 1,
      executedAt: now,
    });
    expect(
      await reader.testStanding.findFirstOrThrow({ where: { testCaseId: made?.testCase ?? "" } }),
    ).toMatchObject({ executionId: made?.id, result: "passed" });
    expect((await dev(key)).startedAt).toEqual(now);
    await expectSettled(key);
  });

  it("never changes an earlier one: the latest counts, a late import of an older one doesn't", async () => {
    const { key, engineer, run } = await ready();
    const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 10, minute)).toISOString();
    const record = (result: "passed" | "failed", minute: number) =>
      execute(recordExecutions, engineer, {
        upgrade: key,
        run,
        executions: [{ testCase: "TC-1", result, executedAt: at(minute) }],
      });
    await record("failed", 1);
    expect((await record("passed", 5)).older).toBe(0);
    expect((await record("failed", 3)).older).toBe(1);
    const { id } = await caseOf(key, "TC-1");
    expect(await reader.testStanding.findFirstOrThrow({ where: { testCaseId: id } })).toMatchObject({
      result: "passed",
    });
    expect(await reader.testExecution.count({ where: { testCaseId: id } })).toBe(3);
    await expectSettled(key);
  });

  it("is refused behind a shut entry gate, with the rule's sentence", async () => {
    const w = await world();
    const run = await runIn(w);
    await expect(
      execute(recordExecutions, w.engineer, {
        upgrade: w.key,
        run,
        executions: [{ testCase: "TC-1", result: "passed" }],
      }),
    ).rejects.toMatchObject({
      code: "refused",
      message: "The entry gate of Dev is shut, so nothing can be tested there yet. Clear its blockers first.",
    });
    expect(await reader.testExecution.count({ where: { runId: run } })).toBe(0);
    expect((await answer(getRun, w.engineer, { upgrade: w.key, run })).shut).toContain("shut");
  });

  it("goes on in an environment that has started, whatever its entry gate says since", async () => {
    const { key, engineer, run } = await ready();
    const record = () =>
      execute(recordExecutions, engineer, {
        upgrade: key,
        run,
        executions: [{ testCase: "TC-1", result: "blocked" }],
      });
    await record();
    await changeFacts(key, (tx, upgradeId) =>
      tx.step.updateMany({
        where: { upgradeId, code: "D-01" },
        data: { state: "todo", doneById: null, finishedAt: null },
      }),
    );
    await record();
    await expectSettled(key);
  });

  it.each([
    [
      { result: "passed", measured: 799 },
      "TC-2 measured 799 and needs ≥ 800 requests/s: that is failed, not passed.",
    ],
    [{ result: "passed" }, "TC-2 needs ≥ 800 requests/s. Enter the measured value."],
    [
      { result: "passed", measured: 900, executedAt: "2999-01-01T00:00:00Z" },
      "A test can't have been executed in the future.",
    ],
    [{ result: "passed", measured: 900, revision: 7 }, "TC-2 has no revision 7."],
  ] as const)("is refused by the rules: %j", async (one, sentence) => {
    const { key, engineer, run } = await ready();
    await expect(
      execute(recordExecutions, engineer, { upgrade: key, run, executions: [{ testCase: "TC-2", ...one }] }),
    ).rejects.toMatchObject({ code: "refused", message: sentence });
  });

  it("as failed needs no value, and a value on the right side may fail for other reasons", async () => {
    const { key, engineer, run } = await ready();
    const executions = [
      { testCase: "TC-2", result: "failed" as const },
      { testCase: "TC-2", result: "failed" as const, measured: 900 },
    ];
    expect(
      (await execute(recordExecutions, engineer, { upgrade: key, run, executions })).executions,
    ).toHaveLength(2);
  });

  it("of an older revision is taken, and stale at once", async () => {
    const { key, engineer, lead, run } = await ready();
    await execute(editTestCase, lead, { upgrade: key, testCase: "TC-1", version: 1, steps: "New." });
    await execute(recordExecutions, engineer, {
      upgrade: key,
      run,
      executions: [{ testCase: "TC-1", revision: 1, result: "passed" }],
    });
    const { list } = await answer(getRun, engineer, { upgrade: key, run });
    expect(list[0]).toMatchObject({ revision: 2, latest: { revision: 1, result: "passed" } });
  });

  it("takes a batch whole or not at all, and names every refused case once", async () => {
    const { key, engineer, lead, run } = await ready();
    await execute(archiveTestCase, lead, { upgrade: key, testCase: "TC-2", version: 1, reason: "x" });
    const executions = [
      { testCase: "TC-1", result: "passed" as const },
      { testCase: "TC-2", result: "failed" as const },
      { testCase: "TC-99", result: "passed" as const },
      { testCase: "TC-99", result: "passed" as const },
    ];
    await expect(
      execute(recordExecutions, engineer, { upgrade: key, run, executions }),
    ).rejects.toMatchObject({
      details: {
        refusals: [
          { message: "TC-2 is archived. Restore it before recording results." },
          { message: "There is no test case TC-99 here." },
        ],
      },
    });
    expect(await reader.testExecution.count({ where: { runId: run } })).toBe(0);
    const many = Array.from({ length: 1_000 }, () => ({ testCase: "TC-1", result: "passed" as const }));
    expect(
      (await execute(recordExecutions, engineer, { upgrade: key, run, executions: many })).executions,
    ).toHaveLength(1_000);
    await expect(
      execute(recordExecutions, engineer, { upgrade: key, run, executions: [...many, ...many] }),
    ).rejects.toMatchObject({ code: "invalid_input" });
    await expectSettled(key);
  });

  it("tells owner and leads of a required case that fails, once", async () => {
    const { key, engineer, lead, manager, run } = await ready();
    await execute(editTestCase, lead, { upgrade: key, testCase: "TC-1", version: 1, ownerId: manager.id });
    const fail = () =>
      execute(recordExecutions, engineer, {
        upgrade: key,
        run,
        executions: [{ testCase: "TC-1", result: "failed" }],
      });
    await fail();
    await fail();
    const told = (userId: string) =>
      reader.notification.findMany({ where: { userId, kind: "blocker_mine" }, select: { title: true } });
    const title = "Required test TC-1 “Read one record” failed in Dev";
    expect((await told(manager.id)).map((one) => one.title)).toContain(
      "Dev exit is shut by this: Test TC-1 “Read one record” fails",
    );
    expect(await told(lead.id)).toEqual([{ title }]);
    expect(await told(engineer.id)).toEqual([]);
  });

  it("is refused to viewers, people of other upgrades and hostile input", async () => {
    const { key, engineer, viewer, outsider, run } = await ready();
    const input = { upgrade: key, run, executions: [{ testCase: "TC-1", result: "passed" as const }] };
    await expect(execute(recordExecutions, viewer, input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(execute(recordExecutions, outsider, input)).rejects.toMatchObject({ code: "not_found" });
    const other = await world();
    await expect(
      execute(recordExecutions, other.engineer, { ...input, upgrade: other.key }),
    ).rejects.toMatchObject({ code: "not_found" });
    const hostile = (one: object) =>
      execute(recordExecutions, engineer, {
        ...input,
        executions: [{ testCase: "TC-1", result: "passed", ...one }],
      });
    await expect(hostile({ defectUrl: "javascript:alert(1)" })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(hostile({ measured: Number.POSITIVE_INFINITY })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await expect(hostile({ minutes: -1 })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(hostile({ note: "a\u0000b" })).rejects.toMatchObject({ code: "invalid_input" });
    await expect(hostile({ result: "not_run" })).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("Test runs", () => {
  it("count within their environment and tell how far they are", async () => {
    const w = await ready();
    const { key, engineer, run } = w;
    await execute(recordExecutions, engineer, {
      upgrade: key,
      run,
      executions: [
        { testCase: "TC-1", result: "failed" },
        { testCase: "TC-1", result: "passed" },
        { testCase: "TC-2", result: "skipped" },
      ],
    });
    await runIn(w, "prod");
    expect(
      (await execute(startRun, engineer, { upgrade: key, environment: "dev", title: "Second" })).number,
    ).toBe(2);
    const { runs } = listRunsOutput.parse(await answer(listRuns, engineer, { upgrade: key }));
    expect(
      runs.map(({ number, environment, done, cases, counts }) => [
        environment.key,
        number,
        done,
        cases,
        counts.passed,
        counts.skipped,
      ]),
    ).toEqual([
      ["dev", 2, 0, 2, 0, 0],
      ["prod", 1, 0, 2, 0, 0],
      ["dev", 1, 2, 2, 1, 1],
    ]);
    expect((await answer(listRuns, engineer, { upgrade: key, environment: "prod" })).runs).toHaveLength(1);
    const details = getRunOutput.parse(await answer(getRun, engineer, { upgrade: key, run }));
    expect(details.list.map(({ code, latest }) => [code, latest?.result, latest?.times])).toEqual([
      ["TC-1", "passed", 2],
      ["TC-2", "skipped", 1],
    ]);
    expect(details.shut).toBeNull();
  });

  it("take nothing more once closed, and are closed once", async () => {
    const { key, engineer, run } = await ready();
    await execute(closeRun, engineer, { upgrade: key, run, version: 1 });
    await expect(execute(closeRun, engineer, { upgrade: key, run, version: 2 })).rejects.toMatchObject({
      message: "Run 1 in Dev is closed already.",
    });
    await expect(
      execute(recordExecutions, engineer, {
        upgrade: key,
        run,
        executions: [{ testCase: "TC-1", result: "passed" }],
      }),
    ).rejects.toMatchObject({ message: "Run 1 in Dev is closed. Start another one." });
    const second = await execute(startRun, engineer, { upgrade: key, environment: "dev", title: "Again" });
    await expect(
      execute(closeRun, engineer, { upgrade: key, run: second.id, version: 9 }),
    ).rejects.toMatchObject({ code: "version_conflict" });
    await expect(
      execute(startRun, engineer, { upgrade: key, environment: "nowhere", title: "x" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});
