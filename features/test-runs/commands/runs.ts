import { upgradeCommand } from "@/lib/command";
import { conflict, notFound, refused } from "@/lib/errors";
import { changedRun, closeRunInput, startRunInput } from "../schema";

/** Starts a run: a round of testing in one environment. Nothing is executed by it, so a shut gate doesn't refuse it. */
export const startRun = upgradeCommand({
  name: "testRun.start",
  summary: "Start a test run in an environment",
  method: "POST",
  path: "/upgrades/{upgrade}/test-runs",
  creates: true,
  input: startRunInput,
  output: changedRun,
  run: async ({ tx, now, newId, upgrade, actor }, input) => {
    const environment = await tx.environment.findUnique({
      where: { upgradeId_key: { upgradeId: upgrade.id, key: input.environment } },
    });
    if (!environment) throw notFound("environment");
    const last = await tx.testRun.aggregate({
      where: { environmentId: environment.id },
      _max: { number: true },
    });
    const number = (last._max.number ?? 0) + 1;
    const id = newId();
    await tx.testRun.create({
      data: {
        id,
        upgradeId: upgrade.id,
        environmentId: environment.id,
        number,
        title: input.title,
        createdById: actor.id,
        startedAt: now,
      },
    });
    return {
      output: { id, number, version: 1 },
      touched: [],
      events: [
        {
          type: "testRun.started",
          subject: { type: "test_run", id },
          environmentId: environment.id,
          data: { number, environment: environment.name, title: input.title },
        },
      ],
    };
  },
});

/** Closes a run: nothing more is recorded in it. What was recorded stays. */
export const closeRun = upgradeCommand({
  name: "testRun.close",
  summary: "Close a test run",
  method: "POST",
  path: "/upgrades/{upgrade}/test-runs/{run}/close",
  input: closeRunInput,
  output: changedRun,
  run: async ({ tx, now, upgrade }, { run: id, version }) => {
    const run = await tx.testRun.findFirst({
      where: { id, upgradeId: upgrade.id },
      include: { environment: true },
    });
    if (!run) throw notFound("test run");
    const { number, environment } = run;
    if (run.closedAt)
      throw refused([{ code: "closed", message: `Run ${number} in ${environment.name} is closed already.` }]);
    const { count } = await tx.testRun.updateMany({
      where: { id, version, closedAt: null },
      data: { closedAt: now, version: { increment: 1 } },
    });
    if (count !== 1) throw conflict(`run ${number}`, { id, number, title: run.title, version: run.version });
    const latest = await tx.testExecution.findMany({
      where: { runId: id },
      distinct: ["testCaseId"],
      orderBy: [{ testCaseId: "asc" }, { executedAt: "desc" }, { id: "desc" }],
      select: { result: true },
    });
    const counted = (result: string) => latest.filter((one) => one.result === result).length;
    const counts = {
      passed: counted("passed"),
      failed: counted("failed"),
      blocked: counted("blocked"),
      skipped: counted("skipped"),
    };
    return {
      output: { id, number, version: version + 1 },
      touched: [],
      events: [
        {
          type: "testRun.closed",
          subject: { type: "test_run", id },
          environmentId: environment.id,
          data: { number, environment: environment.name, ...counts },
        },
      ],
    };
  },
});
