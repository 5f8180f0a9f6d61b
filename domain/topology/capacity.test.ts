import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { capacity } from "@/domain/topology/capacity";
import type { PlannedNode } from "@/domain/topology/facts";

const node = (given: Partial<PlannedNode>): PlannedNode => ({
  profile: "gateway",
  side: "new",
  cores: 4,
  memoryGb: 8,
  environment: "Production",
  reserved: true,
  ...given,
});

describe("what both stacks take while they run beside each other", () => {
  test("is the old one's and the new one's, and the new one's comes on top", () => {
    expect(capacity([node({ side: "old" }), node({ cores: 2.5, memoryGb: 16 })])).toEqual([
      {
        environment: "Production",
        old: { nodes: 1, cores: 4, memoryGb: 8 },
        new: { nodes: 1, cores: 2.5, memoryGb: 16 },
        both: { nodes: 2, cores: 6.5, memoryGb: 24 },
        extra: { nodes: 1, cores: 2.5, memoryGb: 16 },
        missing: { nodes: 0, cores: 0, memoryGb: 0 },
        reservation: "reserved",
      },
    ]);
  });
  test("is reserved, partly, or not at all; with nothing new there is nothing to reserve", () => {
    const told = (...nodes: PlannedNode[]) => capacity(nodes)[0]?.reservation;
    expect(told(node({}), node({ reserved: false }))).toBe("partly");
    expect(told(node({ reserved: false }), node({ side: "old", reserved: true }))).toBe("not_reserved");
    expect(told(node({ side: "old", reserved: false }))).toBe("nothing_needed");
  });
});

describe("whatever the nodes are", () => {
  const nodes = fc.array(
    fc.record({
      profile: fc.constantFrom("gateway", "control"),
      side: fc.constantFrom("old", "new"),
      cores: fc.oneof(fc.nat(64), fc.constant(0.1), fc.constant(Number.NaN)),
      memoryGb: fc.nat(512),
      environment: fc.constantFrom("Test", "Pre-prod", "Production"),
      reserved: fc.boolean(),
    } satisfies { [key in keyof PlannedNode]: fc.Arbitrary<PlannedNode[key]> }),
  );
  test("sums add up, over environments and over sides, and what is missing is never more than what is new", () => {
    fc.assert(
      fc.property(nodes, (given) => {
        const all = capacity(given);
        expect(all.reduce((sum, { both }) => sum + both.nodes, 0)).toBe(given.length);
        const memory = given.reduce((sum, { memoryGb }) => sum + memoryGb, 0);
        expect(all.reduce((sum, { both }) => sum + both.memoryGb, 0)).toBe(memory);
        for (const { old, new: added, both, extra, missing } of all) {
          expect(both.cores).toBeCloseTo(old.cores + added.cores, 6);
          expect(extra).toEqual(added);
          expect(missing.cores).toBeLessThanOrEqual(added.cores + 0.001);
          expect(missing.memoryGb).toBeLessThanOrEqual(added.memoryGb);
        }
      }),
    );
  });
  test("the order in which they are named changes no sum", () => {
    fc.assert(
      fc.property(nodes, (given) => {
        const sums = (list: PlannedNode[]) =>
          capacity(list)
            .map(({ environment, both }) => `${environment} ${both.nodes} ${both.memoryGb}`)
            .sort();
        expect(sums([...given].reverse())).toEqual(sums(given));
      }),
    );
  });
});
