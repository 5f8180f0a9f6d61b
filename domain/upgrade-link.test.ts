import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GateState } from "./gate-kind";
import { type EarlierUpgrade, isInProduction, linkRefusals, type ProductionFacts } from "./upgrade-link";

const now = new Date("2026-11-20T12:00:00.000Z");
const later = { key: "APIM-45", from: "3.2.0" };
const codes = (more: Partial<EarlierUpgrade>) =>
  linkRefusals(later, { key: "APIM-42", to: "3.2.0", archived: false, before: [], ...more }).map(
    ({ code }) => code,
  );

describe("An upgrade can come after another one", () => {
  it("that brings the release it starts from", () => {
    expect(codes({})).toEqual([]);
    expect(codes({ to: "4.0.0" })).toEqual(["other_release"]);
  });

  it("but not after itself, an archived one, or one that comes after it", () => {
    expect(codes({ key: "APIM-45" })).toEqual(["itself"]);
    expect(codes({ archived: true })).toEqual(["previous_archived"]);
    expect(codes({ before: ["APIM-40", "APIM-45"] })).toEqual(["circle"]);
    expect(codes({ to: "4.0.0", archived: true, before: ["APIM-45"] })).toEqual([
      "circle",
      "other_release",
      "previous_archived",
    ]);
  });

  it("only such that links never make a circle, however many people link at once", () => {
    const upgrade = fc
      .tuple(fc.nat(5), fc.integer({ min: 1, max: 3 }))
      .map(([from, up]) => ({ from: `${from}.0.0`, to: `${from + up}.0.0` }));
    fc.assert(
      fc.property(
        fc.array(upgrade, { minLength: 2, maxLength: 8 }),
        fc.infiniteStream(fc.nat()),
        (all, pick) => {
          const previous = all.map(({ from }, at) => {
            // Nobody sees what others link at the same moment: `before` is empty.
            const can = all.flatMap(({ to }, other) =>
              linkRefusals({ key: `U-${at}`, from }, { key: `U-${other}`, to, archived: false, before: [] })
                .length === 0
                ? [other]
                : [],
            );
            return can.length === 0 ? null : (can[(pick.next().value ?? 0) % can.length] ?? null);
          });
          for (const start of all.keys()) {
            let at: number | null = start;
            for (let hops = 0; at !== null; hops += 1) {
              expect(hops).toBeLessThan(all.length);
              at = previous[at] ?? null;
            }
          }
        },
      ),
    );
  });
});

describe("An upgrade is in production", () => {
  const at = (exit: GateState, more: Partial<ProductionFacts> = {}) =>
    isInProduction(
      [
        { kind: "dev", exit: "open", until: null },
        { kind: "prod", exit, until: null, ...more },
      ],
      now,
    );

  it("when the exit of its production is signed off, whatever is signed below", () => {
    expect(at("open")).toBe(true);
    expect(at("ready")).toBe(false);
    expect(at("shut")).toBe(false);
    expect(isInProduction([], now)).toBe(false);
  });

  it("not by what time has ended and nobody has recorded yet", () => {
    expect(at("open", { until: new Date(now.getTime() + 1) })).toBe(true);
    expect(at("open", { until: now })).toBe(false);
  });
});
