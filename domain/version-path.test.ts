import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PathStatus, pathStatuses, type Release } from "./playbook";
import { isBefore } from "./version";
import { compareWays, type HopEvidence, planPath, type VersionGraph } from "./version-path";

function release(version: string, pathStatus: PathStatus, rest: Partial<Release> = {}): Release {
  return {
    version,
    date: null,
    directFrom: [],
    inferredFrom: [],
    alsoTestedFrom: [],
    pathStatus,
    supportOnly: false,
    notes: [],
    contradictions: [],
    facts: [],
    sources: [],
    ...rest,
  };
}

function graph(releases: readonly Release[], stepwiseBefore: string | null = null): VersionGraph {
  return { releases, stepwiseBefore, olderTargetNeedsSupport: true };
}

const engine = graph(
  [
    release("1", "incremental_only"),
    release("2", "incremental_only", { directFrom: ["1"] }),
    release("3", "public_guide", { directFrom: ["1", "2"] }),
    release("4", "public_guide", { directFrom: ["3"] }),
    release("5", "public_note_only", {
      directFrom: ["3"],
      inferredFrom: ["4"],
      contradictions: [{ from: ["3"], says: [], ask: "Ask about 5." }],
    }),
    release("6", "no_public_guide", { directFrom: ["4", "5"], alsoTestedFrom: ["2"] }),
    release("7", "unknown", { alsoTestedFrom: ["6"] }),
    release("8", "unknown"),
  ],
  "3",
);

const path = (from: string, to: string, given = engine) => {
  const answer = planPath(given, from, to);
  if (!answer.ok) throw new Error(answer.refusals[0]?.message);
  return answer.path;
};
const hops = (from: string, to: string) =>
  path(from, to).hops.map((hop) => `${hop.from}-${hop.to} ${hop.evidence}`);
const refusal = (from: string, to: string) => {
  const answer = planPath(engine, from, to);
  return answer.ok ? null : answer.refusals[0];
};

describe("the way from one release to another", () => {
  it("is direct where a source states it, and needs no support case then", () => {
    expect(hops("3", "4")).toEqual(["3-4 guide"]);
    const newestOnly = graph(engine.releases.slice(0, 4), "3");
    expect(path("3", "4", newestOnly)).toMatchObject({
      needsSupportCase: false,
      isNewest: true,
      warnings: [],
    });
  });

  it("goes one release at a time below the limit, although a longer leap is listed", () => {
    expect(hops("1", "4")).toEqual(["1-2 incremental", "2-3 guide", "3-4 guide"]);
  });

  it("takes the fewest hops, and among equally many the ones with better evidence", () => {
    expect(hops("3", "6")).toEqual(["3-4 guide", "4-6 support_only"]);
  });

  it("uses a report without a guide only where nothing else leads there", () => {
    expect(hops("2", "6")).toEqual(["2-3 guide", "3-4 guide", "4-6 support_only"]);
    expect(path("2", "6").warnings.join()).not.toContain("from 2 to 6");
    expect(hops("6", "7")).toEqual(["6-7 tested"]);
    expect(path("6", "7").needsSupportCase).toBe(true);
  });

  it("mentions a reported shortcut past its stops", () => {
    const shortcut = graph(
      engine.releases.map((known) => (known.version === "6" ? { ...known, alsoTestedFrom: ["3"] } : known)),
    );
    expect(path("3", "6", shortcut).warnings.join()).toContain("from 3 to 6 is reported");
  });

  it("marks inferred hops, shows both sides of a contradiction, and asks for support", () => {
    expect(path("4", "5")).toMatchObject({
      hops: [{ evidence: "inferred" }],
      contradictions: [],
      needsSupportCase: true,
    });
    expect(path("3", "5")).toMatchObject({
      hops: [{ evidence: "note" }],
      contradictions: [{ ask: "Ask about 5." }],
      needsSupportCase: true,
    });
  });

  it("asks to agree a target that is not the newest", () => {
    expect(path("3", "4")).toMatchObject({ isNewest: false, newest: "8", needsSupportCase: true });
    expect(path("3", "4", { ...engine, olderTargetNeedsSupport: false }).needsSupportCase).toBe(false);
  });

  it("is refused downwards, to itself and to the unknown", () => {
    expect(refusal("4", "3")).toMatchObject({
      code: "downgrade",
      message: expect.stringContaining("restoring a backup"),
    });
    expect(refusal("4", "4")).toMatchObject({ code: "same_version" });
    expect(refusal("4", "9")).toMatchObject({ code: "unknown_release" });
  });

  it("rests on support's word alone where no source knows a way", () => {
    expect(path("7", "8")).toMatchObject({
      hops: [{ from: "7", to: "8", evidence: "unknown" }],
      needsSupportCase: true,
      supportReasons: [expect.stringContaining("no source names 7")],
    });
    expect(path("6", "8").supportReasons).toEqual([expect.stringContaining("how to reach 8")]);
  });
});

describe("for any graph of releases", () => {
  const size = 7;
  const versions = Array.from({ length: size }, (_, i) => String(i + 1));
  const graphs = fc
    .tuple(
      fc.array(
        fc.record({
          pathStatus: fc.constantFrom(...pathStatuses),
          direct: fc.subarray(versions),
          inferred: fc.subarray(versions),
        }),
        { minLength: size, maxLength: size },
      ),
      fc.option(fc.constantFrom(...versions), { nil: null }),
    )
    .map(([rows, stepwiseBefore]) =>
      graph(
        rows.map(({ pathStatus, direct, inferred }, i) => {
          const older = versions.slice(0, i);
          const directFrom = direct.filter((version) => older.includes(version));
          return release(String(i + 1), pathStatus, {
            directFrom,
            inferredFrom: inferred.filter(
              (version) => older.includes(version) && !directFrom.includes(version),
            ),
          });
        }),
        stepwiseBefore,
      ),
    );

  type Way = readonly { readonly from: string; readonly to: string; readonly evidence: HopEvidence }[];
  const evidenceOf: Record<PathStatus, HopEvidence> = {
    public_guide: "guide",
    public_guide_inferred: "inferred",
    public_note_only: "note",
    no_public_guide: "support_only",
    incremental_only: "incremental",
    unknown: "inferred",
  };

  /** Every way there is, found by walking. */
  function ways(given: VersionGraph, from: string, to: string): readonly Way[] {
    if (from === to) return [[]];
    const next = given.releases
      .filter(({ directFrom, inferredFrom }) => [...directFrom, ...inferredFrom].includes(from))
      .map((known) => ({
        from,
        to: known.version,
        evidence: known.directFrom.includes(from) ? evidenceOf[known.pathStatus] : ("inferred" as const),
      }));
    const stepwise = given.stepwiseBefore !== null && isBefore(from, given.stepwiseBefore);
    return (stepwise ? next.slice(0, 1) : next).flatMap((hop) =>
      ways(given, hop.to, to).map((rest) => [hop, ...rest]),
    );
  }

  it("the path is connected, keeps the rule of single steps, and no other way is better", () => {
    fc.assert(
      fc.property(graphs, fc.nat(size - 2), (given, start) => {
        const from = String(start + 1);
        const to = String(size);
        const all = ways(given, from, to);
        const answer = planPath(given, from, to);
        if (!answer.ok) throw new Error("An older release always leads up, if only on support's word");
        const { hops: found, needsSupportCase } = answer.path;
        expect(found.some((hop) => hop.evidence === "unknown")).toBe(all.length === 0);
        if (all.length === 0) {
          expect(needsSupportCase).toBe(true);
          return;
        }
        expect(found[0]?.from).toBe(from);
        expect(found[found.length - 1]?.to).toBe(to);
        found.slice(1).forEach((hop, i) => {
          expect(hop.from).toBe(found[i]?.to);
        });
        for (const other of all) expect(compareWays(found, other)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
