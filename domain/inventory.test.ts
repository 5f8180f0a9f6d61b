import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findingLevels } from "./finding";
import {
  belongsTo,
  changeItemState,
  fieldFaults,
  hasWork,
  isDecidedAbout,
  isUndecided,
  itemStates,
  needsTest,
  verdictOf,
} from "./inventory";
import { certificates, customizations } from "./inventory.fixture";

describe("What has to be done about an item", () => {
  it("follows from the verdict where something is decided, and from the level where nothing is", () => {
    const is = (verdict: string | null) => ({ level: "must_act" as const, verdict });
    expect([hasWork(customizations, is("rebuild")), hasWork(customizations, is("keep"))]).toEqual([
      true,
      false,
    ]);
    expect(hasWork(customizations, is(null))).toBe(false);
    expect(findingLevels.filter((level) => hasWork(certificates, { level, verdict: null }))).toEqual([
      "must_act",
    ]);
    expect([needsTest(customizations, is("rebuild")), needsTest(customizations, is("keep"))]).toEqual([
      true,
      false,
    ]);
  });

  it("is undecided until a verdict is given that the kind knows; what only informs is not asked for one", () => {
    const is = (verdict: string | null, level: (typeof findingLevels)[number] = "attention") => ({
      level,
      verdict,
    });
    expect(isUndecided(customizations, is(null))).toBe(true);
    expect(isUndecided(customizations, is("sell"))).toBe(true);
    expect(isUndecided(customizations, is("keep"))).toBe(false);
    expect(isUndecided(customizations, is(null, "info"))).toBe(false);
    expect(isUndecided(certificates, is(null, "must_act"))).toBe(false);
  });

  it("never asks for a verdict and for work at once", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(customizations, certificates),
        fc.constantFrom(...findingLevels),
        fc.constantFrom(null, "rebuild", "keep", "sell"),
        (kind, level, verdict) => {
          const item = { level, verdict };
          expect(isUndecided(kind, item) && hasWork(kind, item)).toBe(false);
          if (isUndecided(kind, item)) expect(isDecidedAbout(kind, item)).toBe(true);
          if (needsTest(kind, item)) expect(verdictOf(kind, item)).not.toBeNull();
        },
      ),
    );
  });

  it("belongs to the environments it was found in, of the kinds there is work in", () => {
    const dev = { id: "d", kind: "dev" } as const;
    const everywhere = { environmentIds: [] };
    expect(belongsTo(customizations, everywhere, dev)).toBe(true);
    expect(belongsTo(customizations, { environmentIds: ["p"] }, dev)).toBe(false);
    expect(belongsTo({ environments: ["prod"] }, everywhere, dev)).toBe(false);
    expect(belongsTo({ environments: ["prod"] }, { environmentIds: ["d"] }, dev)).toBe(false);
  });
});

describe("The state of an item in an environment", () => {
  it("may become any other; not applicable needs a reason", () => {
    for (const was of itemStates)
      for (const is of itemStates) {
        expect(changeItemState(was, is, "Because").ok).toBe(was !== is);
        expect(changeItemState(was, is, " ").ok).toBe(was !== is && is !== "not_applicable");
      }
  });
});

describe("Values of fields", () => {
  it("fit their kind, or say by field what they have to be", () => {
    const right = {
      name: "x",
      size: 1.5,
      own: false,
      until: "2026-02-28",
      where: "https://a.example",
      type: "theme",
    };
    expect(fieldFaults(customizations, right)).toEqual([]);
    expect(fieldFaults(customizations, { name: null, size: null })).toEqual([]);
    const wrong = {
      name: 1,
      size: "1",
      own: "yes",
      until: "2026-02-30",
      where: "javascript:alert(1)",
      type: "roof",
      colour: "red",
    };
    expect(fieldFaults(customizations, wrong).map(({ field }) => field)).toEqual(Object.keys(wrong));
  });

  it("never throw, whatever is given", () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom("name", "size", "own", "until", "where", "type", "__proto__", "toString"),
          fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null)),
        ),
        (values) => {
          const faults = fieldFaults(customizations, values);
          expect(faults.length).toBeLessThanOrEqual(Object.keys(values).length);
        },
      ),
    );
  });
});
