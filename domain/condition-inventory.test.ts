import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Condition, type ConditionFacts, type ConditionItem, evaluate } from "./condition";
import { satisfiable } from "./condition-reach";
import { explain } from "./condition-sentence";
import { findingLevels } from "./finding";
import { customizations } from "./inventory.fixture";
import type { Playbook } from "./playbook";
import { inventoryConditionFaults, inventoryFaults } from "./playbook-inventory-faults";

const item = (code: string, more: Partial<ConditionItem> = {}): ConditionItem => ({
  kind: "customization",
  code,
  level: "must_act",
  verdict: null,
  fields: {},
  ...more,
});
const given = (...items: ConditionItem[]): ConditionFacts => ({
  from: "3.2.0",
  to: "4.5.0",
  answers: {},
  items,
});
const rebuilt: Condition = { inventory: "customization", verdict: ["rebuild", "rewrite"] };

describe("A condition over an inventory", () => {
  it("is true when an item fits in everything it asks", () => {
    expect(evaluate(rebuilt, given())).toBe(false);
    expect(evaluate(rebuilt, { from: "3.2.0", to: "4.5.0", answers: {} })).toBe(false);
    expect(evaluate(rebuilt, given(item("CU-1"), item("CU-2", { verdict: "keep" })))).toBe(false);
    expect(evaluate(rebuilt, given(item("CU-1", { verdict: "rewrite" })))).toBe(true);
    const grave: Condition = { inventory: "customization", level: ["must_act"], where: { type: "theme" } };
    expect(
      evaluate(grave, given(item("CU-1"), item("CU-2", { level: "info", fields: { type: "theme" } }))),
    ).toBe(false);
    expect(evaluate(grave, given(item("CU-1", { fields: { type: "theme" } })))).toBe(true);
    expect(evaluate({ inventory: "certificate" }, given(item("CU-1")))).toBe(false);
  });

  it("says because of which items, and counts the rest", () => {
    const many = ["CU-1", "CU-2", "CU-3", "CU-4", "CU-5"].map((code) => item(code, { verdict: "rebuild" }));
    expect(explain(rebuilt, given(...many), [])).toBe(
      "Because the customization inventory has CU-1, CU-2, CU-3, 2 more with rebuild or rewrite.",
    );
    expect(explain(rebuilt, given(), [])).toBe(
      "Not needed because the customization inventory has no item with rebuild or rewrite.",
    );
  });

  it("can be true and can be false, so that a playbook's check lets it pass", () => {
    const versions = ["3.2.0", "4.5.0"];
    expect(satisfiable(rebuilt, [], versions)).toMatchObject({ canBeTrue: true, canBeFalse: true });
    const both: Condition = { all: [rebuilt, { not: rebuilt }] };
    expect(satisfiable(both, [], versions)).toMatchObject({ canBeTrue: false });
  });

  it("never turns false by another item that is added", () => {
    const any = fc.record({
      kind: fc.constantFrom("customization", "certificate"),
      code: fc.constant("X-1"),
      level: fc.constantFrom(...findingLevels),
      verdict: fc.constantFrom(null, "rebuild", "keep"),
      fields: fc.constant({}),
    });
    fc.assert(
      fc.property(fc.array(any), any, (items, one) => {
        if (evaluate(rebuilt, given(...items))) expect(evaluate(rebuilt, given(...items, one))).toBe(true);
      }),
    );
  });
});

describe("The inventories of a playbook", () => {
  const playbook = (...inventory: object[]) => ({ inventory }) as unknown as Playbook;
  it("are refused for names given twice, choices without options and letters that tests have", () => {
    expect(inventoryFaults(playbook(customizations))).toEqual([]);
    const said = inventoryFaults(
      playbook(customizations, {
        ...customizations,
        letters: "TC",
        fields: [{ id: "a", label: "A", kind: "choice", options: [] }],
        verdicts: [],
      }),
    ).map(({ message }) => message);
    expect(said).toEqual([
      "The inventory “customization” is there twice.",
      "TC is what codes of tests begin with.",
      "A choice has options, and nothing else has.",
      "No gate can wait for a verdict there is none of.",
    ]);
    expect(inventoryFaults(playbook({ ...customizations, id: "readings" }))).toMatchObject([
      { message: "“readings” has another meaning in addresses." },
    ]);
  });

  it("are known by the conditions over them, with their verdicts and fields", () => {
    const faults = (condition: object) =>
      inventoryConditionFaults(playbook(customizations), { inventory: "customization", ...condition });
    expect(faults({ verdict: ["keep"], where: { type: "theme" } })).toEqual([]);
    expect(faults({ verdict: ["sell"], where: { colour: "red" } })).toEqual([
      "“sell” is not a verdict of the inventory “customization”.",
      "“colour” is not a field of the inventory “customization”.",
    ]);
    expect(faults({ inventory: "engine" })).toEqual(["There is no inventory “engine”."]);
  });
});
