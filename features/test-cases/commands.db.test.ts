import { describe, expect, it } from "vitest";
import { recordExecutions } from "@/features/test-runs/commands/record";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { expectSettled } from "@/scripts/testing/settled";
import { caseOf, lastEvents, openDev, runIn } from "@/scripts/testing/tests";
import { world } from "@/scripts/testing/world";
import { addTestCase, archiveTestCase, editTestCase, restoreTestCase } from "./commands/test-cases";
import { addUseCase, archiveUseCase, editUseCase, restoreUseCase } from "./commands/use-cases";
import { testMatrix, testOverview } from "./queries/overview";
import { getTestCase } from "./queries/test-case";
import { testCaseOutput } from "./schema";

describe("Use cases", () => {
  it("are added with the next code and told to their owner", async () => {
    const { key, lead, engineer } = await world();
    const made = await execute(addUseCase, lead, {
      upgrade: key,
      title: "Fail over",
      kind: "non_functional",
      priority: "must",
      ownerId: engineer.id,
    });
    expect(made).toMatchObject({ code: "UC-3", version: 1 });
    expect(
      await reader.notification.findFirst({ where: { userId: engineer.id, kind: "assigned" } }),
    ).toMatchObject({ title: "You own the use case UC-3 “Fail over”" });
    await expectSettled(key);
  });

  it("of priority must without a required case block the exit, and say so in the overview", async () => {
    const { key, lead } = await world();
    await execute(addUseCase, lead, {
      upgrade: key,
      title: "Fail over",
      kind: "functional",
      priority: "must",
    });
    const { useCases } = await answer(testOverview, lead, { upgrade: key });
    expect(useCases.map(({ code, uncovered }) => [code, uncovered])).toEqual([
      ["UC-1", false],
      ["UC-2", false],
      ["UC-3", true],
    ]);
    await execute(addTestCase, lead, { upgrade: key, useCase: "uc-3", title: "Kill a node" });
    expect((await answer(testOverview, lead, { upgrade: key })).useCases.at(-1)).toMatchObject({
      uncovered: false,
      coverage: { cases: 1, requiredCases: 1 },
    });
    await expectSettled(key);
  });

  it("name what was edited, refuse an edit of nothing, and tell the second of two people", async () => {
    const { key, lead, engineer } = await world();
    await execute(editUseCase, lead, { upgrade: key, useCase: "UC-1", version: 1, priority: "could" });
    expect(await lastEvents(key, 1)).not.toEqual(["useCase.archived"]);
    await expect(
      execute(editUseCase, engineer, { upgrade: key, useCase: "UC-1", version: 1, title: "Other" }),
    ).rejects.toMatchObject({
      code: "version_conflict",
      details: { current: { priority: "could", version: 2 } },
    });
    await expect(
      execute(editUseCase, engineer, { upgrade: key, useCase: "UC-1", version: 2, priority: "could" }),
    ).rejects.toMatchObject({ code: "refused" });
  });

  it("take their cases along into the archive and leave them there when they come back", async () => {
    const { key, lead } = await world();
    const { archivedCases } = await execute(archiveUseCase, lead, {
      upgrade: key,
      useCase: "UC-1",
      version: 1,
      reason: "Not used any more",
    });
    expect(archivedCases).toBe(1);
    await expect(
      execute(restoreTestCase, lead, { upgrade: key, testCase: "TC-1", version: 2 }),
    ).rejects.toMatchObject({ message: "Its use case UC-1 is archived. Restore that first." });
    await expect(
      execute(addTestCase, lead, { upgrade: key, useCase: "UC-1", title: "x" }),
    ).rejects.toMatchObject({ code: "refused" });
    await execute(restoreUseCase, lead, { upgrade: key, useCase: "UC-1", version: 2 });
    await execute(restoreTestCase, lead, { upgrade: key, testCase: "TC-1", version: 2 });
    await expectSettled(key);
  });

  it("refuse an owner who isn't a member, viewers, and people of other upgrades", async () => {
    const { key, lead, viewer, manager, outsider } = await world();
    const useCase = { upgrade: key, title: "x", kind: "functional", priority: "should" } as const;
    await expect(execute(addUseCase, lead, { ...useCase, ownerId: outsider.id })).rejects.toMatchObject({
      code: "invalid_input",
      details: { fields: [{ path: "ownerId" }] },
    });
    await expect(execute(addUseCase, viewer, useCase)).rejects.toMatchObject({
      code: "forbidden",
      message: "Only leads and engineers can add use cases; you are here as viewer.",
    });
    await expect(execute(addUseCase, manager, useCase)).rejects.toMatchObject({ code: "forbidden" });
    await expect(execute(addUseCase, outsider, useCase)).rejects.toMatchObject({ code: "not_found" });
    await expect(execute(addUseCase, lead, { ...useCase, title: "two\nlines" })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });
});

describe("A test case", () => {
  it("gets a new revision when its content changes, and none when other fields do", async () => {
    const { key, lead, engineer } = await world();
    expect(
      await execute(editTestCase, lead, {
        upgrade: key,
        testCase: "TC-1",
        version: 1,
        required: false,
        ownerId: engineer.id,
      }),
    ).toMatchObject({ revision: 1, version: 2 });
    expect(
      await execute(editTestCase, lead, {
        upgrade: key,
        testCase: "TC-1",
        version: 2,
        expected: "Within a second.",
      }),
    ).toMatchObject({ revision: 2, version: 3 });
    const view = testCaseOutput.parse(await answer(getTestCase, lead, { upgrade: key, testCase: "tc-1" }));
    expect(
      view.revisions.map(({ revision, expected, createdBy }) => [revision, expected, createdBy?.name]),
    ).toEqual([
      [2, "Within a second.", "Omar"],
      [1, "It is there.", undefined],
    ]);
    expect(view).toMatchObject({ required: false, owner: { name: "Ines" } });
  });

  it("makes earlier executions stale by a revision, not by other edits", async () => {
    const w = await world();
    const { key, lead, engineer } = w;
    await openDev(w);
    const run = await runIn(w);
    await execute(recordExecutions, engineer, {
      upgrade: key,
      run,
      executions: [{ testCase: "TC-1", result: "passed" }],
    });
    const dev = async () =>
      (await answer(getTestCase, lead, { upgrade: key, testCase: "TC-1" })).environments[0];
    await execute(editTestCase, lead, { upgrade: key, testCase: "TC-1", version: 1, ownerId: lead.id });
    expect(await dev()).toMatchObject({ result: "passed", stale: null, run: 1 });
    await execute(editTestCase, lead, {
      upgrade: key,
      testCase: "TC-1",
      version: 2,
      steps: "Read it twice.",
    });
    expect(await dev()).toMatchObject({ result: "passed", stale: "case_revised" });
    const { environments, cases } = await answer(testMatrix, lead, { upgrade: key });
    expect(cases.map(([code, , , required, cells]) => [code, required, cells])).toEqual([
      ["TC-1", 1, "Pnn"],
      ["TC-2", 1, "nnn"],
    ]);
    expect(environments[0]?.counts).toMatchObject({
      passed: 0,
      stalePasses: 1,
      not_run: 1,
      stale: 1,
      total: 2,
      required: 2,
      requiredPassing: 0,
    });
    await expectSettled(key);
  });

  it("is left out of environments it is not run in", async () => {
    const { key, lead } = await world();
    await execute(editTestCase, lead, {
      upgrade: key,
      testCase: "TC-2",
      version: 1,
      environmentKinds: ["pre_prod", "prod"],
    });
    const { environments, cases } = await answer(testMatrix, lead, { upgrade: key });
    expect(cases[1]?.[4]).toBe("-nn");
    expect(environments.map(({ counts }) => counts.total)).toEqual([1, 2, 2]);
  });

  it("leaves counts and matrix with the archive but keeps its executions", async () => {
    const w = await world();
    const { key, lead, engineer } = w;
    await openDev(w);
    await execute(recordExecutions, engineer, {
      upgrade: key,
      run: await runIn(w),
      executions: [{ testCase: "TC-1", result: "failed" }],
    });
    await execute(archiveTestCase, lead, {
      upgrade: key,
      testCase: "TC-1",
      version: 1,
      reason: "Covered elsewhere",
    });
    expect((await answer(testMatrix, lead, { upgrade: key })).cases.map(([code]) => code)).toEqual(["TC-2"]);
    expect((await answer(getTestCase, lead, { upgrade: key, testCase: "TC-1" })).executions).toHaveLength(1);
    expect(
      (await answer(testOverview, lead, { upgrade: key, archived: "true" })).useCases[0]?.cases[0],
    ).toMatchObject({ code: "TC-1", cells: "fnn" });
    await expect(
      execute(editTestCase, lead, { upgrade: key, testCase: "TC-1", version: 2, title: "x" }),
    ).rejects.toMatchObject({ code: "refused" });
    await expectSettled(key);
  });

  it("of another upgrade is not found, by code or by id", async () => {
    const [mine, theirs] = [await world(), await world()];
    const { id } = await caseOf(theirs.key, "TC-1");
    await expect(answer(getTestCase, mine.lead, { upgrade: mine.key, testCase: id })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      answer(getTestCase, mine.lead, { upgrade: theirs.key, testCase: "TC-1" }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(
      execute(archiveTestCase, mine.lead, { upgrade: mine.key, testCase: id, version: 1, reason: "x" }),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(
      answer(getTestCase, mine.lead, { upgrade: mine.key, testCase: "TC-1' OR '1'='1" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  it("shows the second of two people what the first saved", async () => {
    const { key, lead, engineer } = await world();
    await execute(editTestCase, lead, { upgrade: key, testCase: "TC-1", version: 1, steps: "First." });
    await expect(
      execute(editTestCase, engineer, { upgrade: key, testCase: "TC-1", version: 1, steps: "Second." }),
    ).rejects.toMatchObject({
      code: "version_conflict",
      details: { current: { steps: "First.", revision: 2, version: 2 } },
    });
  });
});
