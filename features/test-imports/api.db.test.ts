import { describe, expect, it } from "vitest";
import { addTestCase, editTestCase } from "@/features/test-cases/commands/test-cases";
import { testMatrix, testOverview } from "@/features/test-cases/queries/overview";
import { getTestCase } from "@/features/test-cases/queries/test-case";
import { changedTestCase, matrixOutput, overviewOutput, testCaseOutput } from "@/features/test-cases/schema";
import { recordExecutions } from "@/features/test-runs/commands/record";
import { startRun } from "@/features/test-runs/commands/runs";
import { getRun, listRuns } from "@/features/test-runs/queries/runs";
import { changedRun, getRunOutput, listRunsOutput, recordOutput } from "@/features/test-runs/schema";
import { send, tokenOf } from "@/scripts/testing/rest";
import { openDev } from "@/scripts/testing/tests";
import { world } from "@/scripts/testing/world";
import { importCases, previewCases } from "./commands/cases";
import { importResults } from "./commands/results";
import { importInbox, listImports } from "./queries/imports";
import {
  importCasesOutput,
  importResultsOutput,
  inboxOutput,
  listImportsOutput,
  previewCasesOutput,
} from "./schema";

describe("Tests over REST", () => {
  it("answer in the form that is described, from a case to its executions", async () => {
    const w = await world();
    await openDev(w);
    const token = await tokenOf(w.engineer);
    const upgrade = w.key;
    const made = await send(addTestCase, { upgrade, useCase: "UC-1", title: "Write one record" }, { token });
    expect(made.status).toBe(201);
    const { code } = changedTestCase.parse(await made.json());
    const edit = (etag: string) =>
      send(
        editTestCase,
        { upgrade, testCase: code, steps: "Write." },
        { token, headers: { "if-match": etag } },
      );
    const edited = await edit('"1"');
    expect([edited.status, edited.headers.get("etag")]).toEqual([200, '"2"']);
    expect((await edit('"1"')).status).toBe(412);

    const run = changedRun.parse(
      await (await send(startRun, { upgrade, environment: "dev", title: "Nightly" }, { token })).json(),
    );
    const executions = [
      { testCase: code, result: "passed" },
      { testCase: "TC-1", result: "failed", note: "no" },
    ];
    const recorded = await send(
      recordExecutions,
      { upgrade, run: run.id, executions },
      { token, headers: { "idempotency-key": "nightly-1" } },
    );
    expect(recordOutput.parse(await recorded.json()).executions.map((one) => one.code)).toEqual([
      code,
      "TC-1",
    ]);
    const again = await send(
      recordExecutions,
      { upgrade, run: run.id, executions },
      { token, headers: { "idempotency-key": "nightly-1" } },
    );
    expect(again.status).toBe(201);
    const view = testCaseOutput.parse(
      await (await send(getTestCase, { upgrade, testCase: code }, { token })).json(),
    );
    expect(view.executions).toHaveLength(1);

    const get = async (query: Parameters<typeof send>[0], input: object = {}) =>
      (await send(query, { upgrade, ...input }, { token })).json();
    expect(matrixOutput.parse(await get(testMatrix)).cases).toHaveLength(3);
    expect(overviewOutput.parse(await get(testOverview, { archived: "true" })).useCases).toHaveLength(2);
    expect(listRunsOutput.parse(await get(listRuns)).runs).toHaveLength(1);
    expect(getRunOutput.parse(await get(getRun, { run: run.id })).list).toHaveLength(3);
  });

  it("take files as forms, and refuse what is none with a problem", async () => {
    const w = await world();
    await openDev(w);
    const token = await tokenOf(w.engineer);
    const upgrade = w.key;
    const results = (text: string, more: object = {}) =>
      send(
        importResults,
        { upgrade, environment: "dev", file: new File([text], "r.xml"), ...more },
        { token },
      );
    const first = await results(`<testsuite><testcase name="TC-1"/><testcase name="x"/></testsuite>`);
    expect(first.status).toBe(201);
    expect(importResultsOutput.parse(await first.json()).counts).toMatchObject({ matched: 1, unknown: 1 });
    expect((await results(`<testsuite><testcase name="TC-1"/><testcase name="x"/></testsuite>`)).status).toBe(
      409,
    );
    const broken = await results("<testsuite>\n<testcase</testsuite>");
    expect([broken.status, broken.headers.get("content-type")]).toEqual([400, "application/problem+json"]);
    expect(await broken.json()).toMatchObject({
      code: "invalid_input",
      line: 2,
      detail: expect.stringContaining("line 2"),
    });
    expect((await results("{}")).status).toBe(415);
    expect((await send(importResults, { upgrade, environment: "dev" }, { token })).status).toBe(400);
    expect(
      (
        await send(
          importResults,
          { upgrade, environment: "dev", file: new File(["<a/>"], "r.xml") },
          { token: await tokenOf(w.engineer, "read") },
        )
      ).status,
    ).toBe(403);

    expect(
      inboxOutput.parse(await (await send(importInbox, { upgrade, limit: 1 }, { token })).json()).items,
    ).toHaveLength(1);
    expect(
      listImportsOutput.parse(await (await send(listImports, { upgrade }, { token })).json()).items,
    ).toHaveLength(1);

    const file = new File(["Use case,Title\nRead data,Write\n"], "c.csv");
    const preview = previewCasesOutput.parse(
      await (await send(previewCases, { upgrade, file }, { token })).json(),
    );
    const done = await send(
      importCases,
      { upgrade, file, digest: preview.digest, mapping: JSON.stringify(preview.mapping) },
      { token },
    );
    expect(done.status).toBe(201);
    expect(importCasesOutput.parse(await done.json())).toMatchObject({ added: 1 });
  });
});
