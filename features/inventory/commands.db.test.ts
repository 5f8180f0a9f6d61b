import { describe, expect, it } from "vitest";
import { getGate } from "@/features/gates/queries/get";
import { updatePlan } from "@/features/upgrades/commands/update-plan";
import { getPlanDifference } from "@/features/upgrades/queries";
import { execute } from "@/lib/command";
import { reader } from "@/lib/db";
import { answer } from "@/lib/read";
import { clearEnvironment } from "@/scripts/testing/facts";
import { expectSettled } from "@/scripts/testing/settled";
import { signNow } from "@/scripts/testing/signing";
import { type Person, type World, world } from "@/scripts/testing/world";
import { bulkItems } from "./commands/bulk";
import { decideItem, linkTests, setItemState } from "./commands/decide";
import { addItem, editItem, removeItem, restoreItem } from "./commands/items";
import { getItem, inventoryOverview, listItems } from "./queries/lists";

const part = (w: World, title: string, more: object = {}) =>
  execute(addItem, w.engineer, { upgrade: w.key, kind: "part", title, ...more });

const blockers = async (person: Person, upgrade: string, environment: string, gate: "entry" | "exit") =>
  (await answer(getGate, person, { upgrade, environment, gate })).blockers
    .filter(({ subject }) => subject.type === "inventory_item")
    .map(({ kind, title }) => `${kind}: ${title}`);

describe("An item of an inventory", () => {
  it("is coded, kept with its fields, edited with a difference, and refuses what does not fit its kind", async () => {
    const w = await world();
    const { code, version } = await part(w, "Front wheel", { fields: { size: 28, type: "wheel" } });
    expect(code).toBe("PA-1");
    expect((await part(w, "Back wheel")).code).toBe("PA-2");
    await expect(part(w, "front  WHEEL!")).rejects.toMatchObject({ code: "duplicate" });
    await expect(
      part(w, "Door", { fields: { size: "big", colour: "red", type: "roof" } }),
    ).rejects.toMatchObject({
      code: "invalid_input",
      details: {
        fields: [
          { path: "fields.size", message: "has to be a number" },
          { path: "fields.colour", message: "is not a field of this inventory" },
          { path: "fields.type", message: "has to be one of wheel, door" },
        ],
      },
    });
    await expect(
      execute(addItem, w.engineer, { upgrade: w.key, kind: "engine", title: "V8" }),
    ).rejects.toMatchObject({ code: "not_found" });

    const edited = { upgrade: w.key, item: code, version, fields: { size: 29 }, ownerId: w.lead.id };
    await execute(editItem, w.engineer, edited);
    await expect(execute(editItem, w.lead, edited)).rejects.toMatchObject({ code: "version_conflict" });
    expect(await answer(getItem, w.viewer, { upgrade: w.key, item: "pa-1" })).toMatchObject({
      title: "Front wheel",
      fields: { size: 29, type: "wheel" },
      owner: { name: "Omar" },
      version: 2,
      source: { kind: "typed" },
    });
    const event = await reader.auditEvent.findFirstOrThrow({
      where: { type: "item.edited" },
      orderBy: { seq: "desc" },
    });
    expect(event.data).toMatchObject({
      changes: [
        { field: "owner", was: "nobody", is: "Omar" },
        { field: "Size", was: "28", is: "29" },
      ],
    });
    await expectSettled(w.key);
  });

  it("without a verdict keeps the gate shut that needs one; decided, it asks for work and for a test", async () => {
    const w = await world();
    const { code, version } = await part(w, "Gearbox");
    expect(await blockers(w.lead, w.key, "dev", "entry")).toEqual([
      "item_undecided: Part PA-1 “Gearbox” has no verdict",
    ]);
    expect(await blockers(w.lead, w.key, "pre-prod", "entry")).toEqual([]);
    const at = { upgrade: w.key, item: code };
    await expect(
      execute(decideItem, w.engineer, { ...at, version, verdict: "sell", reason: "" }),
    ).rejects.toMatchObject({ code: "refused" });
    await execute(decideItem, w.engineer, { ...at, version, verdict: "rebuild", reason: "New axle" });
    await expectSettled(w.key);
    expect(await blockers(w.lead, w.key, "dev", "entry")).toEqual([]);
    expect(await blockers(w.lead, w.key, "dev", "exit")).toEqual([
      "item_open: Part PA-1 “Gearbox” is open",
      "item_untested: Part PA-1 “Gearbox” has no test case that proves it",
    ]);

    await execute(linkTests, w.engineer, { ...at, version: 2, testCases: ["TC-1"] });
    await execute(setItemState, w.engineer, {
      ...at,
      version: 3,
      environment: "dev",
      state: "done",
      reason: "Built",
    });
    await expectSettled(w.key);
    expect(await blockers(w.lead, w.key, "dev", "exit")).toEqual([]);
    expect(await blockers(w.lead, w.key, "prod", "exit")).toEqual(["item_open: Part PA-1 “Gearbox” is open"]);
    await expect(
      execute(setItemState, w.engineer, { ...at, version: 4, environment: "prod", state: "not_applicable" }),
    ).rejects.toThrow("Say why it is not applicable");
    const { items } = await answer(listItems, w.viewer, { upgrade: w.key, kind: "part" });
    expect(items).toMatchObject([{ cells: "foo", undecided: false, untested: false, verdict: "rebuild" }]);
  });

  it("switches steps on, which the plan shows before a lead applies it", async () => {
    const w = await world();
    const difference = () => answer(getPlanDifference, w.viewer, { upgrade: w.key });
    expect(await difference()).toMatchObject({ added: [], removed: [] });
    await expect(execute(updatePlan, w.lead, { upgrade: w.key })).rejects.toMatchObject({ code: "refused" });
    const { code } = await part(w, "Gearbox");
    await execute(decideItem, w.engineer, { upgrade: w.key, item: code, version: 1, verdict: "rebuild" });
    expect((await difference()).added).toMatchObject(
      ["Dev", "Pre-prod", "Prod"].map((environment) => ({
        code: "D-06",
        environment,
        reason: "Because the part inventory has PA-1 with rebuild.",
      })),
    );
    await expect(execute(updatePlan, w.engineer, { upgrade: w.key })).rejects.toMatchObject({
      code: "forbidden",
    });
    await execute(updatePlan, w.lead, { upgrade: w.key });
    expect(await difference()).toMatchObject({ added: [], removed: [] });
    await execute(decideItem, w.engineer, { upgrade: w.key, item: code, version: 2, verdict: "keep" });
    expect((await difference()).removed).toHaveLength(3);
    await expectSettled(w.key);
  });

  it("is part of what is signed: a changed verdict makes the signature stale and says so", async () => {
    const w = await world();
    const { code } = await part(w, "Gearbox");
    const at = { upgrade: w.key, item: code };
    await execute(decideItem, w.engineer, { ...at, version: 1, verdict: "keep" });
    await clearEnvironment(w.key, "dev", w.engineer.id, new Date(Date.now() - 60_000));
    const gate = { upgrade: w.key, environment: "dev", gate: "exit" as const };
    await signNow(w.lead, w.key, "dev", "exit");
    await execute(editItem, w.engineer, { ...at, version: 2, note: "Only words" });
    expect((await answer(getGate, w.lead, gate)).state).toBe("open");
    await execute(decideItem, w.engineer, { ...at, version: 3, verdict: "rebuild", reason: "It broke" });
    await expectSettled(w.key);
    const { signOffs } = await answer(getGate, w.lead, gate);
    expect(JSON.stringify(signOffs)).toContain("the verdict on PA-1");
  });

  it("is left alone by removing it, and comes back as it was", async () => {
    const w = await world();
    const { code } = await part(w, "Gearbox");
    const at = { upgrade: w.key, item: code };
    await execute(removeItem, w.engineer, { ...at, version: 1, reason: "Sold" });
    expect(await blockers(w.lead, w.key, "dev", "entry")).toEqual([]);
    await expect(part(w, "Gearbox")).rejects.toThrow("bring it back");
    await expect(execute(editItem, w.engineer, { ...at, version: 2, note: "x" })).rejects.toThrow(
      "is removed",
    );
    await execute(restoreItem, w.engineer, { ...at, version: 2 });
    expect(await blockers(w.lead, w.key, "dev", "entry")).toHaveLength(1);
    await expectSettled(w.key);
  });

  it("found in some environments only has nothing to do in the others", async () => {
    const w = await world();
    const add = { upgrade: w.key, kind: "seal", title: "Old seal", level: "must_act" as const };
    const { code } = await execute(addItem, w.engineer, { ...add, environments: ["pre-prod"] });
    expect(await blockers(w.lead, w.key, "dev", "exit")).toEqual([]);
    expect(await blockers(w.lead, w.key, "pre-prod", "exit")).toEqual([
      "item_open: Seal SL-1 “Old seal” is open",
    ]);
    const at = { upgrade: w.key, item: code, version: 1 };
    await expect(
      execute(setItemState, w.engineer, { ...at, environment: "dev", state: "done" }),
    ).rejects.toThrow("nothing to do in Dev");
    await expect(execute(decideItem, w.engineer, { ...at, verdict: "keep" })).rejects.toThrow(
      "Nothing is decided about a seal",
    );
    await expect(
      execute(addItem, w.engineer, { ...add, title: "Other", environments: ["moon"] }),
    ).rejects.toThrow("there is no environment moon");
  });
});

describe("Several items at once", () => {
  it("are changed whole or refused one by one, each with its event", async () => {
    const w = await world();
    for (const title of ["One", "Two", "Three"]) await part(w, title);
    const items = ["PA-1", "PA-2", "PA-3", "PA-9"];
    const decided = await execute(bulkItems, w.engineer, { upgrade: w.key, items, verdict: "rebuild" });
    expect(decided.changed.map(({ code }) => code)).toEqual(["PA-1", "PA-2", "PA-3"]);
    expect(decided.refused).toEqual([{ code: "PA-9", message: "There is no such item on the list." }]);
    const state = { upgrade: w.key, items, environment: "dev", state: "done" as const };
    await execute(bulkItems, w.engineer, { ...state, items: ["PA-1"] });
    const moved = await execute(bulkItems, w.engineer, state);
    expect(moved.changed.map(({ code, version }) => [code, version])).toEqual([
      ["PA-2", 3],
      ["PA-3", 3],
    ]);
    await execute(bulkItems, w.engineer, { upgrade: w.key, items, ownerId: w.lead.id });
    await execute(bulkItems, w.engineer, { upgrade: w.key, items, dueAt: "2027-01-31T18:00:00Z" });
    await expect(
      execute(bulkItems, w.engineer, { upgrade: w.key, items, ownerId: w.lead.id }),
    ).rejects.toMatchObject({ code: "refused" });
    await expect(execute(bulkItems, w.engineer, { upgrade: w.key, items })).rejects.toMatchObject({
      code: "invalid_input",
    });
    const overview = await answer(inventoryOverview, w.viewer, { upgrade: w.key });
    expect(overview.kinds).toMatchObject([
      { id: "part", items: 3, undecided: 0, untested: 3, standing: [{ work: 3, done: 3 }, { done: 0 }, {}] },
      { id: "seal", items: 0 },
    ]);
    const events = await reader.auditEvent.count({
      where: {
        chain: (await reader.upgrade.findUniqueOrThrow({ where: { key: w.key } })).id,
        type: { startsWith: "item." },
      },
    });
    expect(events).toBe(3 + 3 + 1 + 2 + 3 + 3);
    await expectSettled(w.key);
  });
});

describe("What was decided elsewhere", () => {
  it("is proposed for the same thing, to people who may see it", async () => {
    const first = await world();
    const { code } = await part(first, "Gearbox");
    await execute(decideItem, first.engineer, {
      upgrade: first.key,
      item: code,
      version: 1,
      verdict: "keep",
      reason: "Still fine",
    });
    const next = await world({ members: [{ userId: first.engineer.id, roles: ["engineer"] }] });
    await execute(addItem, first.engineer, { upgrade: next.key, kind: "part", title: "gearbox" });
    await execute(addItem, next.lead, { upgrade: next.key, kind: "part", title: "Gearbox two" });
    const other = await world();
    await part(other, "Gearbox");
    const proposalOf = async (w: World, person: Person, item: string) =>
      (await answer(getItem, person, { upgrade: w.key, item })).proposal;
    expect(await proposalOf(next, next.lead, "PA-1")).toEqual({
      verdict: "keep",
      label: "Keep",
      reason: "Still fine",
      upgrade: first.key,
      code: "PA-1",
    });
    expect(await proposalOf(next, next.lead, "PA-2")).toBeNull();
    expect(await proposalOf(other, other.lead, "PA-1")).toBeNull();
  });
});
