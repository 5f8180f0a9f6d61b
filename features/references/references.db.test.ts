import { beforeAll, describe, expect, it } from "vitest";
import { importItems, previewItems } from "@/features/inventory/commands/import-items";
import { addItem, editItem, removeItem, restoreItem } from "@/features/inventory/commands/items";
import { getItem } from "@/features/inventory/queries/lists";
import { exportItemsCsv } from "@/features/inventory/queries/sheets";
import { playbookSchema } from "@/features/playbooks/schema";
import { removeStep } from "@/features/steps/commands/arrange";
import { addStep } from "@/features/steps/commands/edit";
import { getStep } from "@/features/steps/queries/get";
import { addTestCase, archiveTestCase } from "@/features/test-cases/commands/test-cases";
import { addUseCase } from "@/features/test-cases/commands/use-cases";
import { testOverview } from "@/features/test-cases/queries/overview";
import { getTestCase } from "@/features/test-cases/queries/test-case";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { paths } from "@/lib/paths";
import { answer } from "@/lib/read";
import { nextHop } from "@/scripts/testing/hops";
import { smallPlaybook } from "@/scripts/testing/playbook";
import { expectSettled } from "@/scripts/testing/settled";
import { stepOf, storePlaybook, type World, world } from "@/scripts/testing/world";

/** The small playbook with two lists whose items name things. */
const version = "1.1.0";
const playbook = playbookSchema.parse({
  ...smallPlaybook,
  version,
  releases: [
    ...smallPlaybook.releases,
    { version: "3.0.0", directFrom: ["2.0.0"], pathStatus: "public_guide", sources: ["practice"] },
  ],
  inventory: [
    ...(smallPlaybook.inventory ?? []),
    {
      ...{
        id: "decision",
        title: "Decisions",
        noun: "decision",
        letters: "DE",
        description: "",
        level: "info",
      },
      fields: [
        { id: "decided", label: "What was decided", kind: "long_text" },
        { id: "changes", label: "What it changed", kind: "references" },
      ],
    },
    {
      ...{ id: "risk", title: "Risks", noun: "risk", letters: "RI", description: "", level: "info" },
      fields: [{ id: "touches", label: "What it touches", kind: "references" }],
    },
  ],
});
beforeAll(() => storePlaybook(playbook));

const team = () => world({ playbook: { slug: "small", version }, targetReason: "On the way to 3.0.0" });
const add = (w: World, kind: string, title: string, fields: Record<string, string> = {}) =>
  execute(addItem, w.engineer, { upgrade: w.key, kind, title, fields });
const item = (w: World, code: string) => answer(getItem, w.viewer, { upgrade: w.key, item: code });
const whoNames = async (w: World, environment: string | null, code: string) => {
  const { id } = await stepOf(w.key, environment, code);
  return (await answer(getStep, w.viewer, { upgrade: w.key, step: id })).namedBy.map((one) => one.code);
};

describe("A decision that names what it changed", () => {
  it("is kept in one form and answers each thing with its title and address", async () => {
    const w = await team();
    await add(w, "part", "Gearbox");
    const { code } = await add(w, "decision", "Rebuild it", { changes: "d-05;pa-1\ntc-1, UC-2 P-01 d-05" });
    const { fields, references } = await item(w, code);
    expect(fields).toEqual({ changes: "D-05, PA-1, TC-1, UC-2, P-01" });
    const at = (environment: string) => paths.step(w.key, environment, "D-05");
    const rest = { field: "changes", gone: false, places: [] };
    expect(references).toEqual([
      {
        ...{ ...rest, code: "D-05", kind: "step", title: "Tidy up", href: at("dev") },
        places: [
          { environment: "dev", name: "Dev", href: at("dev") },
          { environment: "pre-prod", name: "Pre-prod", href: at("pre-prod") },
          { environment: "prod", name: "Prod", href: at("prod") },
        ],
      },
      {
        ...{ ...rest, code: "PA-1", kind: "inventory_item", title: "Gearbox" },
        href: paths.inventoryItem(w.key, "PA-1"),
      },
      {
        ...{ ...rest, code: "TC-1", kind: "test_case", title: "Read one record" },
        href: paths.testCase(w.key, "TC-1"),
      },
      {
        ...{ ...rest, code: "UC-2", kind: "use_case", title: "Stay fast" },
        href: paths.tests(w.key, { q: "UC-2" }),
      },
      {
        ...rest,
        code: "P-01",
        kind: "step",
        title: expect.any(String),
        href: paths.step(w.key, null, "P-01"),
      },
    ]);
    await expectSettled(w.key);
  });

  it("is refused where a code names nothing, here and now, and says which and what can be named", async () => {
    const w = await team();
    const other = await team();
    await add(other, "part", "Gearbox");
    const message = expect.stringMatching(
      /^names PA-1, which this upgrade hasn't got; name steps, inventory items, test cases and use cases/,
    );
    await expect(add(w, "decision", "Rebuild it", { changes: "D-05, PA-1" })).rejects.toMatchObject({
      code: "invalid_input",
      details: { fields: [{ path: "fields.changes", message }] },
    });
    await expect(
      add(w, "decision", "Everything", { changes: Array.from({ length: 51 }, (_, at) => `P-${at}`).join() }),
    ).rejects.toThrow("names 51 codes; at most 50 can be named");
    expect(await reader.inventoryItem.count({ where: { upgrade: { key: w.key } } })).toBe(0);

    const { code } = await add(w, "decision", "Rebuild it", { changes: " , " });
    expect((await item(w, code)).fields).toEqual({ changes: null });
    const edit = { upgrade: w.key, item: code, version: 1 };
    await expect(execute(editItem, w.engineer, { ...edit, fields: { changes: "X-9" } })).rejects.toThrow(
      "names X-9",
    );
    await expect(execute(editItem, w.engineer, { ...edit, fields: { changes: code } })).rejects.toThrow(
      "names DE-1, which is the item itself",
    );
    await execute(editItem, w.engineer, { ...edit, fields: { changes: "p-01" } });
    const event = await reader.auditEvent.findFirstOrThrow({
      where: { type: "item.edited" },
      orderBy: { seq: "desc" },
    });
    expect(event.data).toMatchObject({
      changes: [{ field: "What it changed", was: "nothing", is: "P-01" }],
    });
  });

  it("is named where it leads to: by the step in every environment, the test case, the use case and the item", async () => {
    const w = await team();
    await add(w, "part", "Gearbox");
    const named = { changes: "D-05, PA-1, TC-1" };
    await add(w, "risk", "It may not fit", { touches: "PA-1" });
    await add(w, "decision", "Rebuild it", named);
    const { code } = await add(w, "decision", "Sell the rest", { ...named, decided: "D-02" });
    expect((await item(w, "PA-1")).namedBy).toEqual([
      {
        ...{ code: "DE-1", title: "Rebuild it", href: paths.inventoryItem(w.key, "DE-1") },
        ...{ kind: "decision", list: "Decisions", noun: "decision" },
      },
      expect.objectContaining({ code: "DE-2" }),
      expect.objectContaining({ code: "RI-1", list: "Risks" }),
    ]);
    for (const environment of ["dev", "prod"])
      expect(await whoNames(w, environment, "D-05")).toEqual(["DE-1", "DE-2"]);
    expect(await whoNames(w, "dev", "D-02")).toEqual([]);
    expect(await whoNames(w, null, "P-01")).toEqual([]);
    const testCase = { upgrade: w.key, testCase: "TC-1" };
    expect((await answer(getTestCase, w.viewer, testCase)).namedBy).toHaveLength(2);
    await add(w, "risk", "Slower uphill", { touches: "UC-2, UC-1" });
    await add(w, "decision", "Stay below it", { changes: "UC-2" });
    const { useCases } = await answer(testOverview, w.viewer, { upgrade: w.key });
    expect(useCases.map(({ code, namedBy }) => [code, namedBy.map((one) => one.code)])).toEqual([
      ["UC-1", ["RI-2"]],
      ["UC-2", ["DE-3", "RI-2"]],
    ]);

    await execute(removeItem, w.engineer, { upgrade: w.key, item: code, version: 1, reason: "Wrong" });
    expect(await whoNames(w, "dev", "D-05")).toEqual(["DE-1"]);
  });

  it("keeps naming what has left since, and says that it is no longer there", async () => {
    const w = await team();
    await add(w, "part", "Gearbox");
    const own = { upgrade: w.key, environment: "dev", title: "Grease it", part: "migrate" } as const;
    const step = await execute(addStep, w.lead, own);
    const { code } = await add(w, "decision", "Rebuild it", { changes: "E-1, PA-1, TC-1" });
    expect((await item(w, code)).references[0]).toMatchObject({
      ...{ gone: false, href: paths.step(w.key, "dev", "E-1"), places: [{ name: "Dev" }] },
    });
    const gone = { upgrade: w.key, reason: "Sold" };
    await execute(removeItem, w.engineer, { ...gone, item: "PA-1", version: 1 });
    await execute(archiveTestCase, w.lead, { ...gone, testCase: "TC-1", version: 1 });
    await execute(removeStep, w.lead, { ...gone, step: step.id, version: step.version });
    expect((await item(w, code)).references).toMatchObject([
      { code: "E-1", title: "Grease it", gone: true, href: null, places: [] },
      { code: "PA-1", gone: true, href: paths.inventoryItem(w.key, "PA-1") },
      { code: "TC-1", gone: true },
    ]);

    // The rest of the item can be edited all the same; what is gone can't be named anew.
    const edit = { upgrade: w.key, item: code, version: 1 };
    await execute(editItem, w.engineer, { ...edit, fields: { changes: "e-1 pa-1", decided: "Now" } });
    await expect(
      execute(editItem, w.engineer, { ...edit, version: 2, fields: { changes: "E-1, TC-1" } }),
    ).rejects.toThrow("names TC-1");
    await execute(restoreItem, w.engineer, { upgrade: w.key, item: "PA-1", version: 2 });
    expect((await item(w, code)).references).toMatchObject([{ gone: true }, { code: "PA-1", gone: false }]);
  });
});

describe("The next hop of a path", () => {
  it("has decisions that name the same under its own codes, and nothing that stayed behind", async () => {
    const w = await team();
    const at = { upgrade: w.key };
    const uphill = { title: "Drive uphill", kind: "functional", priority: "must" } as const;
    await execute(addUseCase, w.engineer, { ...at, ...uphill, ownerId: null });
    await execute(addTestCase, w.engineer, { ...at, useCase: "UC-3", title: "Hill" });
    await execute(addTestCase, w.engineer, { ...at, useCase: "UC-1", title: "Read in the dark" });
    await execute(addStep, w.lead, { ...at, environment: "dev", title: "Grease it", part: "migrate" });
    await add(w, "part", "Gearbox");
    await add(w, "decision", "Rebuild it", { changes: "TC-3, TC-4, E-1, D-05, PA-1, UC-3, TC-1" });
    const key = await nextHop(w);
    const copied = await answer(getItem, w.lead, { upgrade: key, item: "DE-1" });
    expect(copied.references.map(({ code, title, gone }) => [code, title, gone])).toEqual([
      ["TC-4", "Hill", false],
      ["TC-3", "Read in the dark", false],
      ["D-05", "Tidy up", false],
      ["PA-1", "Gearbox", false],
      ["UC-3", "Drive uphill", false],
      ["TC-1", "Read one record", false],
    ]);
    await expectSettled(key);
  });
});

describe("A table of decisions", () => {
  const csv = (text: string) => new File([text], "decisions.csv");

  it("is refused row by row where a code names nothing, and takes the others in one form", async () => {
    const w = await team();
    await add(w, "decision", "Rebuild it", { changes: "D-05" });
    const table = [
      "Code;Title;What it changed",
      "DE-1;;d-05 P-01",
      ";New one;tc-1 P-99",
      ";Another;nothing?",
      "DE-1x;Third;p-01,p-01",
      ";Fourth;,",
    ].join("\n");
    const sent = { upgrade: w.key, kind: "decision", file: csv(table) };
    const preview = await execute(previewItems, w.engineer, sent);
    const column = "What it changed";
    expect(preview.refused).toEqual([
      expect.objectContaining({
        ...{ line: 3, column },
        reason: expect.stringMatching(
          /^“tc-1 P-99” can't be taken: it names P-99, which this upgrade hasn't/,
        ),
      }),
      expect.objectContaining({ line: 4, column, reason: expect.stringContaining("names NOTHING?,") }),
      expect.objectContaining({ line: 6, column, reason: expect.stringContaining("“,” names nothing.") }),
    ]);
    expect(preview.change).toMatchObject([{ code: "DE-1", says: ["What it changed: D-05 → D-05, P-01"] }]);
    await execute(importItems, w.engineer, { ...sent, digest: preview.digest, skipRefused: "true" });
    expect((await item(w, "DE-2")).fields).toEqual({ changes: "P-01" });
    expect(await whoNames(w, null, "P-01")).toEqual(["DE-1", "DE-2"]);
  });

  it("changes nothing when it comes back as it was exported, also where something has left", async () => {
    const w = await team();
    await add(w, "part", "Gearbox");
    await add(w, "decision", "Rebuild it", { changes: "PA-1, D-05" });
    await execute(removeItem, w.engineer, { upgrade: w.key, item: "PA-1", version: 1, reason: "Sold" });
    const kind = { upgrade: w.key, kind: "decision" };
    const parts: Uint8Array[] = [];
    for await (const part of (await answer(exportItemsCsv, w.viewer, kind)).content)
      parts.push(Buffer.from(part));
    const text = Buffer.concat(parts).toString();
    expect(await execute(previewItems, w.engineer, { ...kind, file: csv(text) })).toMatchObject({
      ...{ refused: [], change: [], unchanged: 1 },
    });
    const shorter = csv(text.replace("PA-1, D-05", "pa-1"));
    expect((await execute(previewItems, w.engineer, { ...kind, file: shorter })).change).toHaveLength(1);
  });
});
