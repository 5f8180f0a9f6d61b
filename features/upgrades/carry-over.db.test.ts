import { beforeAll, describe, expect, it } from "vitest";
import { setVariables } from "@/features/environments/commands/values";
import { decideItem, linkTests, setItemState } from "@/features/inventory/commands/decide";
import { addItem, removeItem } from "@/features/inventory/commands/items";
import { getItem } from "@/features/inventory/queries/lists";
import { addTestCase, archiveTestCase, editTestCase } from "@/features/test-cases/commands/test-cases";
import { addUseCase } from "@/features/test-cases/commands/use-cases";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { nextHop, steppedWorld, storeSteppedPlaybook } from "@/scripts/testing/hops";
import { expectSettled } from "@/scripts/testing/settled";
import type { World } from "@/scripts/testing/world";
import { cloneUpgrade } from "./commands/clone";
import { archiveUpgrade } from "./commands/edit";
import { getPrevious } from "./queries";

beforeAll(storeSteppedPlaybook);

/** A first hop with a gearbox that was rebuilt and proven, a door nobody decided about, and tests of the team's own. */
async function worked(): Promise<World> {
  const w = await steppedWorld();
  const at = { upgrade: w.key };
  await execute(addUseCase, w.engineer, {
    ...at,
    title: "Drive uphill",
    kind: "functional",
    priority: "must",
    ownerId: w.engineer.id,
  });
  await execute(addTestCase, w.engineer, { ...at, useCase: "UC-3", title: "Hill", required: true });
  await execute(editTestCase, w.engineer, { ...at, testCase: "TC-3", version: 1, expected: "It climbs" });
  await execute(addTestCase, w.engineer, {
    ...at,
    useCase: "UC-1",
    title: "Read in the dark",
    required: false,
    environmentKinds: ["dev"],
  });
  await execute(addTestCase, w.engineer, { ...at, useCase: "UC-1", title: "Given up", required: false });
  await execute(archiveTestCase, w.engineer, { ...at, testCase: "TC-5", version: 1, reason: "Twice" });

  await execute(addItem, w.engineer, {
    ...at,
    kind: "part",
    title: "Gearbox",
    fields: { size: 28 },
    note: "Squeaks",
    environments: ["dev", "prod"],
    ownerId: w.engineer.id,
  });
  const gearbox = { ...at, item: "PA-1" };
  await execute(decideItem, w.engineer, { ...gearbox, version: 1, verdict: "rebuild", reason: "New axle" });
  await execute(linkTests, w.engineer, { ...gearbox, version: 2, testCases: ["TC-1", "TC-3"] });
  await execute(setItemState, w.engineer, { ...gearbox, version: 3, environment: "dev", state: "done" });
  await execute(addItem, w.engineer, { ...at, kind: "part", title: "Door", level: "attention" });
  await execute(addItem, w.engineer, { ...at, kind: "part", title: "Roof" });
  await execute(removeItem, w.engineer, { ...at, item: "PA-3", version: 1, reason: "Sold" });
  await execute(setVariables, w.engineer, {
    ...at,
    environment: "dev",
    variables: [{ name: "db_host", value: "db.dev", version: 0 }],
  });
  return w;
}

const itemsOf = (key: string) =>
  reader.inventoryItem.findMany({
    where: { upgrade: { key } },
    orderBy: { code: "asc" },
    include: { standings: true, testCases: { include: { testCase: true } } },
  });

describe("The next hop of a path", () => {
  it("starts from the release of the hop before, is linked behind it and has its values", async () => {
    const w = await worked();
    const key = await nextHop(w);
    const row = await reader.upgrade.findUniqueOrThrow({
      where: { key },
      include: { environments: { include: { variables: true } }, previous: true, members: true },
    });
    expect(row).toMatchObject({
      fromVersion: "2.0.0",
      toVersion: "3.0.0",
      previous: { key: w.key },
      previousSignedAt: null,
    });
    expect(row.members).toHaveLength(5);
    expect(row.environments.flatMap(({ variables }) => variables.map(({ value }) => value))).toEqual([
      "db.dev",
    ]);
    const events = await reader.auditEvent.findMany({ where: { chain: row.id }, orderBy: { seq: "asc" } });
    expect(events.slice(0, 6).map(({ type, data }) => [type, data])).toMatchObject([
      ["upgrade.cloned", { source: w.key }],
      ["upgrade.previousLinked", { previous: w.key }],
      ["items.copied", { from: w.key, items: 2 }],
      ["useCase.added", { code: "UC-3", title: "Drive uphill" }],
      ["testCase.added", { code: "TC-3", title: "Read in the dark", useCase: "UC-1" }],
      ["testCase.added", { code: "TC-4", title: "Hill", useCase: "UC-3" }],
    ]);
    await expectSettled(w.key);
    await expectSettled(key);
  });

  it("has the same items with their owners, without what became of them, and proposes what was decided", async () => {
    const w = await worked();
    const key = await nextHop(w);
    const places = await reader.environment.findMany({
      where: { upgrade: { key }, key: { in: ["dev", "prod"] } },
      orderBy: { position: "asc" },
    });
    expect(await itemsOf(key)).toMatchObject([
      {
        code: "PA-1",
        key: "gearbox",
        title: "Gearbox",
        level: "must_act",
        fields: { size: 28 },
        note: "Squeaks",
        ownerId: w.engineer.id,
        verdict: null,
        verdictReason: "",
        proposal: {
          verdict: "rebuild",
          label: "Rebuild",
          reason: "New axle",
          upgrade: w.key,
          code: "PA-1",
        },
        source: { kind: "copied", name: w.key },
        environmentIds: places.map(({ id }) => id),
        standings: [],
        version: 1,
      },
      { code: "PA-2", title: "Door", level: "attention", proposal: null, verdict: null },
    ]);
    const item = await answer(getItem, w.viewer, { upgrade: key, item: "PA-1" });
    expect(item).toMatchObject({ undecided: true, foundIn: ["dev", "prod"], source: { kind: "copied" } });
    // The step that rebuilds parts waits for the verdict, as in any other upgrade.
    expect(await reader.step.count({ where: { upgrade: { key }, code: "D-06" } })).toBe(0);
    await execute(addItem, w.engineer, { upgrade: key, kind: "part", title: "Mirror" });
    expect((await itemsOf(key)).map(({ code }) => code)).toEqual(["PA-1", "PA-2", "PA-3"]);
    await expectSettled(key);
  });

  it("has the team's own tests as first revisions without executions, and items stay linked to them", async () => {
    const w = await worked();
    const key = await nextHop(w);
    const cases = await reader.testCase.findMany({
      where: { upgrade: { key }, playbookTestCaseId: null },
      orderBy: { code: "asc" },
      include: { revisions: true, useCase: true, executions: true },
    });
    expect(cases).toMatchObject([
      {
        code: "TC-3",
        title: "Read in the dark",
        required: false,
        environmentKinds: ["dev"],
        useCase: { code: "UC-1", playbookUseCaseId: "uc.read" },
      },
      {
        code: "TC-4",
        title: "Hill",
        revision: 1,
        revisions: [{ revision: 1, title: "Hill", expected: "It climbs" }],
        useCase: { code: "UC-3", title: "Drive uphill", priority: "must", ownerId: w.engineer.id },
        executions: [],
      },
    ]);
    const [gearbox] = await itemsOf(key);
    expect(gearbox?.testCases.map(({ testCase }) => testCase.title).sort()).toEqual([
      "Hill",
      "Read one record",
    ]);
    await expectSettled(key);
  });

  it("carries a proposal on while nobody decides, hop after hop", async () => {
    const w = await worked();
    const key = await nextHop(w);
    const again = `${key}-C`;
    await execute(cloneUpgrade, w.lead, { upgrade: key, key: again, title: "Once more" });
    expect((await itemsOf(again))[0]).toMatchObject({
      proposal: { verdict: "rebuild", upgrade: w.key },
      source: { name: key },
    });
    await expectSettled(again);
  });

  it("is refused without a target, from another release, and behind an archived upgrade", async () => {
    const w = await steppedWorld();
    const hop = (more: object) =>
      execute(cloneUpgrade, w.lead, {
        upgrade: w.key,
        key: `${w.key}-N`,
        title: "Second hop",
        nextHop: true,
        ...more,
      });
    await expect(hop({})).rejects.toMatchObject({ details: { refusals: [{ code: "target" }] } });
    await expect(hop({ from: "1.0.0", to: "3.0.0" })).rejects.toMatchObject({
      details: { refusals: [{ code: "other_release" }] },
    });
    await expect(hop({ to: "2.0.0" })).rejects.toMatchObject({
      details: { refusals: [{ code: "same_version" }] },
    });
    await execute(archiveUpgrade, w.lead, { upgrade: w.key, version: 1, reason: "Given up" });
    await expect(hop({ to: "3.0.0" })).rejects.toMatchObject({
      details: { refusals: [{ code: "previous_archived" }] },
    });
    expect(await reader.upgrade.count({ where: { key: `${w.key}-N` } })).toBe(0);
  });
});

describe("A plain clone", () => {
  it("has the same items and tests, is linked to nothing, and gives nothing to people who are not in it", async () => {
    const w = await worked();
    const key = `${w.key}-C`;
    const made = await execute(cloneUpgrade, w.lead, {
      upgrade: w.key,
      key,
      title: "Again",
      targetReason: "The same",
      members: false,
    });
    expect(made.testCases).toBe(4);
    expect(await itemsOf(key)).toMatchObject([
      { code: "PA-1", ownerId: null, verdict: null, proposal: { verdict: "rebuild" }, standings: [] },
      { code: "PA-2" },
    ]);
    expect((await answer(getPrevious, w.lead, { upgrade: key })).previous).toBeNull();
    expect(
      await reader.useCase.findFirst({ where: { upgrade: { key }, title: "Drive uphill" } }),
    ).toMatchObject({ ownerId: null });
    await expectSettled(w.key);
    await expectSettled(key);
  });
});
