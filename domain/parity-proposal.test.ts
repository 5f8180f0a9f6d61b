import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FieldValue } from "./finding";
import { traits } from "./parity";
import { proposeTraits } from "./parity-proposal";

const node = (code: string, fields: Record<string, FieldValue>) => ({ code, fields });
const gateways = node("NO-1", {
  side: "new",
  profile: "gateway",
  count: 2,
  cores: 4,
  memoryGb: 8,
  heapGb: 4,
  java: "21",
  os: "Debian 12",
  zone: "DMZ",
});
const control = node("NO-2", {
  side: "new",
  profile: "control plane",
  cores: 4,
  memoryGb: 16,
  heapGb: 4,
  java: "21",
  zone: "Core",
});
const old = node("NO-3", { side: "old", profile: "all-in-one", count: 5, cores: 16 });
const valuesOf = (nodes: Parameters<typeof proposeTraits>[0]) =>
  Object.fromEntries(proposeTraits(nodes).map(({ key, value }) => [key, value]));

describe("what the inventory of nodes proposes for parity", () => {
  it("is what every node of the new stack says, and nothing where they differ or leave it open", () => {
    expect(valuesOf([gateways, control, old])).toEqual({
      nodes: "3",
      "nodes.profiles": "control plane 1, gateway 2",
      cores: "4",
      heap: "4",
      jvm: "21",
      network: "Core, DMZ",
    });
    expect(proposeTraits([gateways, control])[0]?.source).toBe(
      "2 lines of the new stack in the inventory: NO-1 and NO-2",
    );
  });

  it("is of the old stack where there is no new one, and nothing of nodes of neither", () => {
    expect(valuesOf([old])).toEqual({ nodes: "5", "nodes.profiles": "all-in-one 5", cores: "16" });
    expect(proposeTraits([node("NO-4", { cores: 4 })])).toEqual([]);
  });

  it("answers points that are compared, each once, in any order of the list", () => {
    const value = fc.constantFrom<FieldValue>("a", "b", "", 1, 2, 0, true, null);
    const anyNode = fc.record({
      code: fc.constantFrom("NO-1", "NO-2", "NO-3"),
      fields: fc.record({
        side: fc.constantFrom<FieldValue>("new", "old", null),
        profile: value,
        count: value,
        cores: value,
        os: value,
      }),
    });
    fc.assert(
      fc.property(fc.array(anyNode, { maxLength: 6 }), (nodes) => {
        const found = proposeTraits(nodes);
        const keys = found.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        for (const key of keys) expect(traits.some((one) => one.key === key)).toBe(true);
        expect(valuesOf([...nodes].reverse())).toEqual(valuesOf(nodes));
      }),
    );
  });
});
