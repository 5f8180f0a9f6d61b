import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateGate } from "./gate";
import { facts, now } from "./gate.fixture";
import type { GateItem } from "./gate-facts";
import { gateKinds } from "./gate-kind";
import { itemStates } from "./inventory";
import { gateItem, inventoryFact } from "./inventory.fixture";
import { judgeItem } from "./item-criteria";
import { buildManifest } from "./manifest";
import { facts as manifestFacts } from "./manifest.fixture";
import { changeSentence, manifestDifference } from "./manifest-difference";

const kinds = (item: GateItem, gate: "entry" | "exit") =>
  judgeItem(item, gate).blockers.map(({ kind }) => kind);

const items = fc.record({
  state: fc.constantFrom(...itemStates),
  work: fc.boolean(),
  undecided: fc.boolean(),
  untested: fc.boolean(),
  gate: fc.constantFrom(...gateKinds),
  verdictFor: fc.constantFrom(null, ...gateKinds),
});

describe("An item at a gate", () => {
  it("blocks while it has no verdict, while its work is open, and while no test proves it", () => {
    expect(kinds(gateItem({ undecided: true, verdictFor: "entry", work: false }), "entry")).toEqual([
      "item_undecided",
    ]);
    expect(kinds(gateItem({ untested: true }), "exit")).toEqual(["item_open", "item_untested"]);
    expect(kinds(gateItem({ state: "done" }), "exit")).toEqual([]);
    expect(kinds(gateItem(), "entry")).toEqual([]);
  });

  it("is set aside by a reason, but its verdict is asked for all the same", () => {
    const set = gateItem({ state: "not_applicable", untested: true, undecided: true, verdictFor: "exit" });
    expect(kinds(set, "exit")).toEqual(["item_undecided"]);
  });

  it("names the item, who can clear it, and can be waived", () => {
    const { blockers } = evaluateGate(facts({ items: [gateItem({ ownerId: "ines" })] }), now);
    expect(blockers).toMatchObject([
      {
        key: "item_open:i1",
        title: "Customization CU-1 “Header mediator” is open",
        clearedBy: { people: ["ines"] },
        waivable: true,
        subject: { type: "inventory_item", environmentId: "pre" },
      },
    ]);
  });

  it("never blocks more for work that is finished, and every criterion is either met or named", () => {
    fc.assert(
      fc.property(items, fc.constantFrom(...gateKinds), (given, gate) => {
        const item = gateItem(given);
        const before = kinds(item, gate);
        const after = kinds({ ...item, state: "done" }, gate);
        expect(before).toEqual(
          expect.arrayContaining(
            after.filter((kind) => item.state !== "not_applicable" || kind !== "item_untested"),
          ),
        );
        const judged = judgeItem(item, gate);
        const asked =
          (item.verdictFor === gate ? 1 : 0) +
          (item.work && item.gate === gate && item.state !== "not_applicable" ? (item.untested ? 2 : 1) : 0);
        expect(judged.blockers.length + judged.passing).toBe(asked);
      }),
    );
  });
});

describe("What is signed of an inventory", () => {
  const difference = (was: object, is: object) =>
    manifestDifference(
      buildManifest(manifestFacts({ items: [inventoryFact(was)] })),
      buildManifest(manifestFacts({ items: [inventoryFact(is)] })),
      (id) => id,
    ).map(changeSentence);

  it("is left out where there is nothing, so that older signatures stay as they are", () => {
    expect(buildManifest(manifestFacts())).not.toHaveProperty("inventory");
    const informs = inventoryFact({ work: false, verdict: null, level: "info" });
    expect(buildManifest(manifestFacts({ items: [informs] }))).not.toHaveProperty("inventory");
  });

  it("changes in words with verdict, state, level and proof, and with nothing else", () => {
    expect(difference({}, { verdict: "keep" })).toEqual(["the verdict on CU-1 was “rebuild”, is “keep”"]);
    expect(difference({}, { state: "done" })).toEqual(["CU-1 “Header mediator” was open, is done"]);
    expect(difference({}, { level: "attention" })).toEqual(["the level of CU-1 was must act, is attention"]);
    expect(difference({}, { testCases: ["TC-9"] })).toEqual(["the test cases of CU-1 was none, is TC-9"]);
    const owned = { ...gateItem({ ownerId: "ines", detail: "Other words" }) };
    expect(difference({}, owned)).toEqual([]);
  });

  it("is at an entry gate only what that gate judged", () => {
    const at = (more: object) =>
      buildManifest(manifestFacts({ gate: "entry", items: [inventoryFact(more)] })).inventory?.length ?? 0;
    expect(at({})).toBe(0);
    expect(at({ gate: "entry" })).toBe(1);
    expect(at({ verdictFor: "entry", work: false })).toBe(1);
  });
});
