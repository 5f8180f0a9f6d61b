import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allPredecessors, cycleClosedBy, type Dependency, findCycle, topologicalOrder } from "./dependency";

const behind = (stepId: string, predecessorId: string): Dependency => ({ stepId, predecessorId });
const ids = ["A", "B", "C", "D", "E", "F"];
const anyGraph = fc.array(
  fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)).map(([a, b]) => behind(a, b)),
  { maxLength: 14 },
);

describe("dependencies of steps", () => {
  it("name the cycle, step by step", () => {
    expect(findCycle([behind("B", "A"), behind("C", "B"), behind("A", "C")])).toEqual(["B", "A", "C", "B"]);
    expect(findCycle([behind("A", "A")])).toEqual(["A", "A"]);
    expect(findCycle([behind("B", "A"), behind("C", "A"), behind("D", "B"), behind("D", "C")])).toBeNull();
  });

  it("say which cycle a new one would close", () => {
    const chain = [behind("B", "A"), behind("C", "B")];
    expect(cycleClosedBy(behind("A", "C"), chain)).toEqual(["A", "C", "B", "A"]);
    expect(cycleClosedBy(behind("C", "A"), chain)).toBeNull();
    expect(cycleClosedBy(behind("A", "A"), chain)).toEqual(["A", "A"]);
  });

  it("put predecessors first and leave the rest in its order", () => {
    expect(topologicalOrder(["A", "B", "C", "D"], [behind("A", "D"), behind("B", "gone")])).toEqual([
      "D",
      "A",
      "B",
      "C",
    ]);
    expect(topologicalOrder(["A", "B"], [behind("A", "B"), behind("B", "A")])).toBeNull();
  });

  it("reach everything before a step", () => {
    expect([...allPredecessors("D", [behind("D", "C"), behind("C", "A"), behind("B", "A")])].sort()).toEqual([
      "A",
      "C",
    ]);
  });

  it("have a cycle exactly when no order exists, and every named cycle is made of real dependencies", () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const cycle = findCycle(graph);
        const order = topologicalOrder(ids, graph);
        expect(order === null).toBe(cycle !== null);
        const has = (a: string, b: string) =>
          graph.some((edge) => edge.stepId === a && edge.predecessorId === b);
        if (cycle) {
          expect(cycle.length).toBeGreaterThan(1);
          expect(cycle[0]).toBe(cycle.at(-1));
          for (let i = 1; i < cycle.length; i += 1)
            expect(has(cycle[i - 1] as string, cycle[i] as string)).toBe(true);
        }
        for (const { stepId, predecessorId } of order ? graph : []) {
          expect(order?.indexOf(predecessorId)).toBeLessThan(order?.indexOf(stepId) ?? -1);
        }
      }),
    );
  });

  it("are refused one by one exactly when adding them would make a cycle", () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        const accepted: Dependency[] = [];
        for (const edge of graph) {
          const closes = cycleClosedBy(edge, accepted);
          expect(closes !== null).toBe(findCycle([...accepted, edge]) !== null);
          if (closes === null) accepted.push(edge);
        }
        for (const id of ids) expect(allPredecessors(id, accepted).has(id)).toBe(false);
      }),
    );
  });

  it("may be a chain of 20,000 steps", () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => behind(`s${i + 1}`, `s${i}`));
    expect(findCycle(chain)).toBeNull();
    expect(topologicalOrder(["s20000", "s0"], [behind("s20000", "s0")])).toEqual(["s0", "s20000"]);
    expect(cycleClosedBy(behind("s0", "s20000"), chain)).toHaveLength(20_002);
  });
});
