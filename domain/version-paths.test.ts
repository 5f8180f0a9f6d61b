import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Release } from "./playbook";
import { compareVersions, isBefore } from "./version";
import { planPath, type VersionGraph } from "./version-path";
import { planPaths } from "./version-paths";

const release = (version: string, more: Partial<Release> = {}): Release => ({
  version,
  date: null,
  directFrom: [],
  inferredFrom: [],
  alsoTestedFrom: [],
  pathStatus: "public_guide",
  supportOnly: false,
  notes: [],
  contradictions: [],
  facts: [],
  sources: [],
  ...more,
});
const graphOf = (releases: readonly Release[]): VersionGraph => ({
  releases,
  stepwiseBefore: null,
  olderTargetNeedsSupport: false,
});
const stops = (graph: VersionGraph, from: string, to: string) =>
  planPaths(graph, from, to).map(({ hops }) => hops.map((hop) => hop.to).join(" "));

const versions = ["1.0.0", "2.0.0", "3.0.0", "4.0.0", "5.0.0"];
const graphs = fc
  .array(
    fc.record({
      at: fc.nat(4),
      from: fc.nat(4),
      how: fc.constantFrom("directFrom", "inferredFrom", "alsoTestedFrom"),
    }),
    {
      maxLength: 14,
    },
  )
  .map((moves) =>
    graphOf(
      versions.map((version, at) => {
        const own = moves.filter((move) => move.at === at && move.from < at);
        const names = (how: string) =>
          own.filter((move) => move.how === how).flatMap((move) => versions[move.from] ?? []);
        return release(version, {
          directFrom: names("directFrom"),
          inferredFrom: names("inferredFrom"),
          alsoTestedFrom: names("alsoTestedFrom"),
        });
      }),
    ),
  );

describe("The ways from one release to another", () => {
  it("begin with the proposed one and go on with longer and weaker ones", () => {
    const graph = graphOf([
      release("1.0.0"),
      release("2.0.0", { directFrom: ["1.0.0"] }),
      release("3.0.0", { directFrom: ["2.0.0"], alsoTestedFrom: ["1.0.0"] }),
      release("4.0.0", { directFrom: ["2.0.0", "3.0.0"] }),
    ]);
    expect(stops(graph, "1.0.0", "4.0.0")).toEqual(["2.0.0 4.0.0", "3.0.0 4.0.0", "2.0.0 3.0.0 4.0.0"]);
  });

  it("are one unknown move where nothing is published, and none downwards", () => {
    const graph = graphOf([release("1.0.0"), release("2.0.0")]);
    expect(planPaths(graph, "1.0.0", "2.0.0").map(({ hops }) => hops[0]?.evidence)).toEqual(["unknown"]);
    expect(planPaths(graph, "2.0.0", "1.0.0")).toEqual([]);
  });

  it("are connected, different from each other, never pass the target, and the first is what is proposed", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const ways = planPaths(graph, "1.0.0", "5.0.0");
        const proposed = planPath(graph, "1.0.0", "5.0.0");
        expect(ways[0]).toEqual(proposed.ok ? proposed.path : undefined);
        const texts = ways.map(({ hops }) => hops.map((hop) => hop.to).join(" "));
        expect(new Set(texts).size).toBe(texts.length);
        for (const { hops } of ways) {
          expect([hops[0]?.from, hops.at(-1)?.to]).toEqual(["1.0.0", "5.0.0"]);
          for (const [at, hop] of hops.entries()) {
            if (at > 0) expect(hop.from).toBe(hops[at - 1]?.to);
            expect(isBefore(hop.from, hop.to)).toBe(true);
            expect(compareVersions(hop.to, "5.0.0")).toBeLessThanOrEqual(0);
          }
        }
      }),
    );
  });
});
