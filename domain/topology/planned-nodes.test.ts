import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { capacity } from "@/domain/topology/capacity";
import type { ReleaseProfile } from "@/domain/topology/facts";
import { type ListedNode, plannedNodes } from "@/domain/topology/planned-nodes";

const profile = (
  name: string,
  role: ReleaseProfile["role"],
  label: string,
  pack: string,
): ReleaseProfile => ({
  profile: name,
  role,
  label,
  pack,
  start: "start.sh",
  contains: [],
  why: "",
  scaling: "",
});
const profiles = [
  profile("universal-gateway", "gateway", "Universal Gateway", "wso2am-universal-gw"),
  profile("control-plane", "control", "API Control Plane", "wso2am-acp"),
  profile("key-manager", "key_manager", "Key Manager", "wso2am-acp"),
];
const listed = (fields: ListedNode["fields"], environments = ["Prod"]): ListedNode => ({
  code: "NO-1",
  title: "gw-1",
  fields,
  environments,
});
const profileOf = (given: string) =>
  plannedNodes([listed({ side: "new", profile: given })], profiles).nodes[0]?.profile;

describe("nodes of the inventory", () => {
  test("are known by profile, label, role or pack, however they are written", () => {
    for (const way of ["universal-gateway", "Universal gateway", "GATEWAY", "wso2am-universal-gw"])
      expect(profileOf(way)).toBe("universal-gateway");
    expect(profileOf("Key manager")).toBe("key-manager");
  });
  test("stay as they are written where two profiles or none have that name", () => {
    expect(profileOf("wso2am-acp")).toBe("wso2am-acp");
    expect(profileOf("cache")).toBe("cache");
  });
  test("stand once for each machine in each of their environments", () => {
    const { nodes } = plannedNodes([listed({ side: "new", count: 3 }, ["Dev", "Prod"])], profiles);
    expect(nodes.map(({ environment }) => environment)).toEqual([
      "Dev",
      "Dev",
      "Dev",
      "Prod",
      "Prod",
      "Prod",
    ]);
  });
  test("name what is not said of them, and count for no stack they don't name", () => {
    const { nodes, gaps } = plannedNodes(
      [
        listed({}),
        listed({ side: "old", profile: "gateway", cores: 4, memoryGb: 8 }),
        listed({ side: "new", profile: "gateway", cores: 4, memoryGb: 8 }),
      ],
      profiles,
    );
    expect(nodes).toHaveLength(2);
    expect(gaps.map(({ lacks }) => lacks)).toEqual([
      ["which stack", "profile or pack", "cores", "memory"],
      ["whether it is reserved"],
    ]);
  });
  test("never take more or less than the lines say, whatever stands in them", () => {
    const value = fc.oneof(fc.integer({ min: -5, max: 60 }), fc.constant(null), fc.string(), fc.boolean());
    fc.assert(
      fc.property(fc.array(fc.record({ count: value, cores: value, memoryGb: value })), (given) => {
        const lines = given.map((fields) => listed({ side: "new", ...fields }));
        const cores = given.reduce((sum, line) => {
          const of = (one: unknown, otherwise: number) =>
            typeof one === "number" && one > 0 ? one : otherwise;
          return sum + of(line.count, 1) * of(line.cores, 0);
        }, 0);
        expect(capacity(plannedNodes(lines, profiles).nodes)[0]?.new.cores ?? 0).toBe(cores);
      }),
    );
  });
});
