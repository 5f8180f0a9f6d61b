import { describe, expect, it } from "vitest";
import { archiveTestCase, editTestCase } from "@/features/test-cases/commands/test-cases";
import { testOverview } from "@/features/test-cases/queries/overview";
import { getTestCase } from "@/features/test-cases/queries/test-case";
import { closeRun } from "@/features/test-runs/commands/runs";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { expectSettled } from "@/scripts/testing/settled";
import { lastEvents, openDev, runIn } from "@/scripts/testing/tests";
import { type World, world } from "@/scripts/testing/world";
import { resolveItems } from "./commands/resolve";
import { importResults } from "./commands/results";
import { importInbox, listImports } from "./queries/imports";
import { importResultsOutput, inboxOutput, listImportsOutput } from "./schema";

const junit = (cases: string, name = "results.xml") =>
  new File([`<testsuite name="smoke">${cases}</testsuite>`], name);
const ready = async () => {
  const w = await world();
  await openDev(w);
  return w;
};
const bring = (w: Pick<World, "key" | "engineer">, file: File, more: object = {}) =>
  execute(importResults, w.engineer, { upgrade: w.key, environment: "dev", file, ...more });
const inbox = (w: Pick<World, "key" | "lead">) => answer(importInbox, w.lead, { upgrade: w.key });
const standing = async (key: string, code: string) =>
  reader.testStanding.findFirst({ where: { testCase: { upgrade: { key }, code } } });

describe("An import of results", () => {
  it("records what it knows, keeps the rest in the inbox, and accounts for every result", async () => {
    const w = await ready();
    const file =
      junit(`<testcase name="TC-1 reads" time="60"/><testcase name="TC-2 load"><properties><property name="measured" value="950"/></properties></testcase>
      <testcase name="reads one record" classname="extra"><failure message="no"/></testcase><testcase name="other"/>`);
    const summary = importResultsOutput.parse(await bring(w, file));
    expect(summary).toMatchObject({
      run: { number: 1 },
      counts: { cases: 4, matched: 2, unknown: 2, passed: 2, failed: 0, skipped: 0, testCases: 2 },
      several: [],
      notRecorded: [],
      older: 0,
    });
    expect(
      await reader.testExecution.findMany({
        where: { importId: summary.id },
        orderBy: { measured: "asc" },
        select: { result: true, minutes: true, measured: true, executedById: true },
      }),
    ).toEqual([
      { result: "passed", minutes: null, measured: 950, executedById: w.engineer.id },
      { result: "passed", minutes: 1, measured: null, executedById: w.engineer.id },
    ]);
    expect(await lastEvents(w.key, 3)).toEqual(
      expect.arrayContaining(["testRun.started", "testResults.imported"]),
    );
    const { items, counts } = inboxOutput.parse(await inbox(w));
    expect(items.map(({ name, result, testCase }) => [name, result, testCase?.code])).toEqual([
      ["other", "passed", undefined],
      ["reads one record", "failed", "TC-1"],
    ]);
    expect(counts).toMatchObject({ open: 2 });
    expect(
      listImportsOutput.parse(await answer(listImports, w.lead, { upgrade: w.key })).items[0],
    ).toMatchObject({ fileName: "results.xml", importedBy: "Ines", open: 2 });
    await expectSettled(w.key);
  });

  it("lets the worst of several results count, and says so", async () => {
    const w = await ready();
    const summary = await bring(
      w,
      junit(
        `<testcase name="TC-1 [a]"/><testcase name="TC-1 [b]"><failure message="b broke"/></testcase><testcase name="TC-1 [c]"><skipped/></testcase>`,
      ),
    );
    expect(summary).toMatchObject({
      counts: { cases: 3, matched: 3, passed: 1, failed: 1, skipped: 1, testCases: 1 },
      several: [{ code: "TC-1", results: 3, result: "failed" }],
    });
    const [execution] = (await answer(getTestCase, w.lead, { upgrade: w.key, testCase: "TC-1" })).executions;
    expect(execution).toMatchObject({
      result: "failed",
      note: "The worst of 3 results (1 failed, 1 skipped, 1 passed): TC-1 [b]\nb broke",
      imported: true,
    });
  });

  it("recognises the same file in the same environment, with who and when", async () => {
    const w = await ready();
    const text = `<testcase name="TC-1"/>`;
    await bring(w, junit(text, "first.xml"));
    await expect(bring(w, junit(text, "renamed.xml"))).rejects.toMatchObject({
      code: "duplicate",
      message: expect.stringMatching(
        /^Ines imported the same file \(“first\.xml”\) into Dev on .+, as run 1\./,
      ),
    });
    expect(await reader.testRun.count({ where: { environment: { upgrade: { key: w.key } } } })).toBe(1);
  });

  it("goes into an open run of that environment only", async () => {
    const w = await ready();
    const run = await runIn(w);
    expect((await bring(w, junit(`<testcase name="TC-1"/>`), { run })).run).toEqual({ id: run, number: 1 });
    await expect(
      bring(w, junit(`<testcase name="TC-1 b"/>`), { run: await runIn(w, "prod") }),
    ).rejects.toMatchObject({ code: "not_found" });
    await execute(closeRun, w.engineer, { upgrade: w.key, run, version: 1 });
    await expect(bring(w, junit(`<testcase name="TC-1 c"/>`), { run })).rejects.toMatchObject({
      code: "refused",
      message: expect.stringContaining("is closed"),
    });
  });

  it("is refused behind a shut entry gate, and leaves nothing behind", async () => {
    const w = await world();
    await expect(bring(w, junit(`<testcase name="TC-1"/>`))).rejects.toMatchObject({
      code: "refused",
      message: expect.stringContaining("entry gate of Dev is shut"),
    });
    expect(
      await reader.testImport.count({
        where: {
          environmentId: (
            await reader.environment.findFirstOrThrow({ where: { upgrade: { key: w.key }, key: "dev" } })
          ).id,
        },
      }),
    ).toBe(0);
  });

  it("keeps results in the inbox that the rules don't let be recorded, with the reason", async () => {
    const w = await ready();
    await execute(archiveTestCase, w.lead, { upgrade: w.key, testCase: "TC-1", version: 1, reason: "x" });
    const summary = await bring(w, junit(`<testcase name="TC-1"/><testcase name="TC-2"/>`));
    expect(summary.counts).toMatchObject({ cases: 2, matched: 0, unknown: 2, testCases: 0 });
    expect(summary.notRecorded).toEqual([
      { code: "TC-1", reason: "TC-1 is archived. Restore it before recording results." },
      { code: "TC-2", reason: "TC-2 needs ≥ 800 requests/s. Enter the measured value." },
    ]);
    const { items } = await inbox(w);
    const load = items.find((item) => item.name === "TC-2");
    expect(load).toMatchObject({ testCase: { code: "TC-2", threshold: "≥ 800 requests/s" } });
    const resolve = (measured: number | null) =>
      execute(resolveItems, w.engineer, {
        upgrade: w.key,
        items: [{ id: load?.id ?? "", version: 1 }],
        resolution: { as: "case", testCase: "TC-2", measured },
      });
    await expect(resolve(700)).rejects.toMatchObject({
      code: "refused",
      message: expect.stringContaining("failed, not passed"),
    });
    await resolve(812);
    expect(await standing(w.key, "TC-2")).toMatchObject({ result: "passed" });
    await expectSettled(w.key);
  });

  it("doesn't let an old file push newer results aside", async () => {
    const w = await ready();
    await bring(w, junit(`<testcase name="TC-1"/>`));
    const old = new File(
      [`<testsuite timestamp="2020-01-01T00:00:00Z"><testcase name="TC-1"><failure/></testcase></testsuite>`],
      "old.xml",
    );
    expect((await bring(w, old)).older).toBe(1);
    expect(await standing(w.key, "TC-1")).toMatchObject({ result: "passed" });
  });

  it("tells owner and leads of failures in one notice each", async () => {
    const w = await ready();
    await execute(editTestCase, w.lead, {
      upgrade: w.key,
      testCase: "TC-1",
      version: 1,
      ownerId: w.manager.id,
    });
    await bring(
      w,
      junit(`<testcase name="TC-1"><failure/></testcase><testcase name="TC-2"><failure/></testcase>`),
    );
    const told = async (userId: string) =>
      (await reader.notification.findMany({ where: { userId, kind: "blocker_mine" } })).map(
        (one) => one.title,
      );
    expect(await told(w.lead.id)).toEqual(["2 required tests failed in Dev: TC-1, TC-2"]);
    expect(await told(w.manager.id)).toEqual(["Required test TC-1 “Read one record” failed in Dev"]);
  });

  it("refuses foreign files, viewers and other people's upgrades", async () => {
    const w = await ready();
    await expect(bring(w, new File(["<html></html>"], "x.xml"))).rejects.toMatchObject({
      code: "unsupported",
    });
    await expect(bring(w, new File(["<testsuite><testcase"], "x.xml"))).rejects.toMatchObject({
      code: "invalid_input",
    });
    const input = { upgrade: w.key, environment: "dev", file: junit(`<testcase name="TC-1"/>`) };
    await expect(execute(importResults, w.viewer, input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(execute(importResults, w.outsider, input)).rejects.toMatchObject({ code: "not_found" });
    await expect(execute(importResults, w.engineer, { ...input, environment: "moon" })).rejects.toMatchObject(
      { code: "not_found" },
    );
    await expect(
      execute(importResults, w.engineer, { ...input, file: "text" as unknown as File }),
    ).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("The inbox", () => {
  const filled = async () => {
    const w = await ready();
    await bring(
      w,
      junit(
        `<testcase classname="a.B" name="reads it"/><testcase classname="a.B" name="odd"><failure message="m"/></testcase><testcase classname="a.B" name="noise"/>`,
      ),
    );
    const { items } = await inbox(w);
    const of = (name: string) => ({ id: items.find((item) => item.name === name)?.id ?? "", version: 1 });
    return { ...w, of };
  };

  it("maps a result to a case, records it, and remembers the name for the next import and for what else waits", async () => {
    const w = await filled();
    await bring(w, junit(`<testcase classname="a.B" name="reads it" time="1"/>`, "again.xml"));
    const done = await execute(resolveItems, w.engineer, {
      upgrade: w.key,
      items: [w.of("reads it")],
      resolution: { as: "case", testCase: "TC-1" },
    });
    expect(done).toEqual({ resolved: 2, codes: ["TC-1"], recorded: 2 });
    expect(await standing(w.key, "TC-1")).toMatchObject({ result: "passed" });
    expect((await answer(getTestCase, w.lead, { upgrade: w.key, testCase: "TC-1" })).mappings).toEqual([
      "smoke › a.B › reads it",
    ]);
    expect(
      (await bring(w, junit(`<testcase classname="a.B" name="reads it" time="2"/>`))).counts,
    ).toMatchObject({ matched: 1, unknown: 0 });
    await expectSettled(w.key);
  });

  it("makes a case of a result, with its execution and its name remembered", async () => {
    const w = await filled();
    const done = await execute(resolveItems, w.engineer, {
      upgrade: w.key,
      items: [w.of("odd"), w.of("noise")],
      resolution: { as: "new_case", useCase: "UC-1", required: true },
    });
    expect(done).toEqual({ resolved: 2, codes: expect.arrayContaining(["TC-3", "TC-4"]), recorded: 2 });
    const made = (await answer(testOverview, w.lead, { upgrade: w.key })).useCases[0]?.cases.map(
      ({ title, cells }) => [title, cells],
    );
    expect(made).toEqual(
      expect.arrayContaining([
        ["odd", "fnn"],
        ["noise", "pnn"],
      ]),
    );
    expect((await bring(w, junit(`<testcase classname="a.B" name="odd"/>`))).counts.matched).toBe(1);
    await expectSettled(w.key);
  });

  it("dismisses with a reason, and lets nobody sort the same result twice", async () => {
    const w = await filled();
    const dismiss = (reason: string) =>
      execute(resolveItems, w.engineer, {
        upgrade: w.key,
        items: [w.of("noise")],
        resolution: { as: "dismissed", reason },
      });
    await expect(dismiss("  ")).rejects.toMatchObject({ code: "invalid_input" });
    await dismiss("Tests the test tool");
    await expect(dismiss("again")).rejects.toMatchObject({
      code: "version_conflict",
      details: { current: { state: "dismissed" } },
    });
    expect(
      (await answer(importInbox, w.lead, { upgrade: w.key, state: "dismissed" })).items[0],
    ).toMatchObject({ name: "noise", reason: "Tests the test tool", resolvedBy: "Ines" });
  });

  it("is closed to viewers, and to results of other upgrades", async () => {
    const [w, other] = [await filled(), await ready()];
    const input = { items: [w.of("odd")], resolution: { as: "case" as const, testCase: "TC-1" } };
    await expect(execute(resolveItems, w.viewer, { upgrade: w.key, ...input })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(
      execute(resolveItems, other.engineer, { upgrade: other.key, ...input }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});
