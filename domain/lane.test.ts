import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arrangements, lanesOf } from "./lane";

const ines = { id: "1", name: "Ines", team: "Data" };
const omar = { id: "2", name: "Omar", team: "" };
const adam = { id: "3", name: "Adam", team: "Network" };
const steps = [
  { code: "A-1", phase: "Prepare", assignee: omar },
  { code: "B-1", phase: "Migrate", assignee: null },
  { code: "B-2", phase: "Migrate", assignee: adam },
  { code: "B-3", phase: "Migrate", assignee: ines },
];
const shown = (by: (typeof arrangements)[number]) =>
  lanesOf(steps, by).map(({ title, steps: own }) => `${title}: ${own.map(({ code }) => code).join(" ")}`);

describe("the lanes of a run", () => {
  it("are its phases in working order, or teams and people by name with what nobody has at the end", () => {
    expect(shown("phase")).toEqual(["Prepare: A-1", "Migrate: B-1 B-2 B-3"]);
    expect(shown("team")).toEqual(["Data: B-3", "Network: B-2", "No team: A-1", "Nobody yet: B-1"]);
    expect(shown("person")).toEqual(["Adam: B-2", "Ines: B-3", "Omar: A-1", "Nobody yet: B-1"]);
  });

  it("hold every step once, in its order", () => {
    const person = fc.record({
      id: fc.constantFrom("1", "2", "3"),
      name: fc.constantFrom("Ines", "Omar", "Nobody yet"),
      team: fc.constantFrom("", "Data", "No team"),
    });
    const anySteps = fc.array(
      fc.record({ phase: fc.constantFrom("A", "B"), assignee: fc.option(person), at: fc.nat() }),
    );
    fc.assert(
      fc.property(anySteps, fc.constantFrom(...arrangements), (list, by) => {
        const lanes = lanesOf(list, by);
        expect(new Set(lanes.map(({ key }) => key)).size).toBe(lanes.length);
        const found = lanes.flatMap((lane) => lane.steps);
        expect(found).toHaveLength(list.length);
        expect(new Set(found)).toEqual(new Set(list));
        for (const lane of lanes) {
          const places = lane.steps.map((step) => list.indexOf(step));
          expect([...places].sort((a, b) => a - b)).toEqual(places);
        }
      }),
    );
  });
});
