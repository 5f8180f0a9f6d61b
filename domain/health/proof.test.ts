import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { proofBlocker, proofsUntil } from "../gate-proof";
import { digest } from "./judge";
import { metricOf } from "./metric";
import { type HealthFacts, healthProofs, type WatchedThreshold } from "./proof";

const start = Date.UTC(2026, 11, 5, 22);
const at = (minutes: number) => new Date(start + minutes * 60_000);
const prod = {
  id: "prod-id",
  name: "Prod",
  kind: "prod" as const,
  position: 2,
  startedAt: null,
  changedAt: null,
};
const cpu = metricOf("cpu", { unit: "", worse: "above" });

/** CPU of some nodes over an hour; null: no sample in that minute. */
function watched(
  nodes: Record<string, (minute: number) => number | null>,
  setAt = at(-60),
): WatchedThreshold {
  const threshold = {
    metric: "cpu",
    label: null,
    source: "vendor" as const,
    limit: 80,
    tolerance: null,
    forMinutes: 5,
    everySeconds: 60,
    from: at(0),
    hours: 1,
  };
  const watch = {
    ...threshold,
    period: { since: at(0), until: at(60) },
    worse: cpu.worse,
    limitAt: () => 80,
  };
  const named = Object.keys(nodes).length === 0 ? { "": () => null } : nodes;
  return {
    id: "threshold-id",
    environmentId: prod.id,
    threshold,
    metric: cpu,
    setAt,
    series: Object.entries(named).map(([label, value]) => ({
      label,
      digest: digest(
        Array.from({ length: 61 }, (_, minute) => ({ at: at(minute), value: value(minute) })).flatMap(
          (one) => (one.value === null ? [] : [{ at: one.at, value: one.value }]),
        ),
        watch,
      ),
    })),
  };
}
const facts = (more: Partial<HealthFacts> = {}): HealthFacts => ({
  rules: { health: [], counts: [] },
  watched: [],
  counts: [],
  ...more,
});
const blockers = (given: HealthFacts, now = at(90)) =>
  healthProofs(given, prod, now).flatMap((proof) => proofBlocker(proof) ?? []);

describe("What the exit gate asks of health", () => {
  it("is nothing where nothing is asked and no threshold set", () => {
    expect(healthProofs(facts(), prod, at(0))).toEqual([]);
    const elsewhere = { ...watched({}), environmentId: "dev-id" };
    expect(healthProofs(facts({ watched: [elsewhere] }), prod, at(0))).toEqual([]);
  });

  it("is a threshold where the playbook asks for health", () => {
    const asked = facts({ rules: { health: ["prod"], counts: [] } });
    expect(blockers(asked)).toMatchObject([
      { kind: "health_missing", title: "No threshold is set for Prod" },
    ]);
    expect(blockers(facts({ ...asked, watched: [watched({ gw1: () => 50 })] }))).toEqual([]);
  });

  it("blocks while a threshold was exceeded, and says by which node, since when and how much", () => {
    const found = watched({ gw1: () => 50, gw2: (minute) => (minute >= 10 && minute <= 20 ? 93 : 40) });
    expect(blockers(facts({ watched: [found] }))).toMatchObject([
      {
        kind: "health_exceeded",
        title: "CPU of gw2 was exceeded",
        detail: expect.stringContaining(
          "gw2: exceeded from 5 Dec 2026 22:10 UTC for 10 min, worst 93 % where 80 % is the limit",
        ),
        since: at(10),
      },
    ]);
  });

  it("blocks while something is unknown: a gap of one node is a gap", () => {
    const gap = watched({ gw1: () => 50, gw2: (minute) => (minute >= 10 && minute < 30 ? null : 40) });
    expect(blockers(facts({ watched: [gap] }))).toMatchObject([
      { kind: "health_unknown", title: "CPU of gw2 is unknown", since: at(9) },
    ]);
    expect(blockers(facts({ watched: [watched({})] }))).toMatchObject([
      { kind: "health_unknown", title: "CPU of nodes is unknown" },
    ]);
  });

  it("blocks until the period is over, and says when time alone opens it", () => {
    const fine = watched({ gw1: () => 50 });
    expect(blockers(facts({ watched: [fine] }), at(59))).toMatchObject([
      { kind: "health_pending", title: "CPU of gw1 is still watched" },
    ]);
    expect(proofsUntil(healthProofs(facts({ watched: [fine] }), prod, at(59)))).toEqual(at(60));
    expect(blockers(facts({ watched: [fine] }), at(60))).toEqual([]);
  });

  it("binds the signature to what was kept, in words that don't move", () => {
    const kept = healthProofs(facts({ watched: [watched({ gw1: () => 50 })] }), prod, at(60));
    const later = healthProofs(facts({ watched: [watched({ gw1: () => 50 })] }), prod, at(600));
    expect(kept[0]?.facts).toEqual([
      {
        subject:
          "CPU of every node at most 80 %, the vendor's limit; counts from 5 min on end, 5 Dec 2026 22:00 UTC to 5 Dec 2026 23:00 UTC",
        value: "kept",
      },
    ]);
    expect(later[0]?.facts).toEqual(kept[0]?.facts);
  });

  it("is met exactly when no node fell silent and none was beyond the limit for long", () => {
    const node = fc.array(fc.constantFrom(...Array.from({ length: 12 }, () => 50), 90, null), {
      minLength: 61,
      maxLength: 61,
    });
    fc.assert(
      fc.property(fc.array(node, { minLength: 1, maxLength: 3 }), (nodes) => {
        const found = watched(
          Object.fromEntries(
            nodes.map((values, index) => [`gw${index}`, (minute: number) => values[minute] ?? null]),
          ),
        );
        const fine = nodes.every((values) => {
          const text = values.map((value) => (value === null ? "-" : value > 80 ? "x" : ".")).join("");
          const silent = /[x.]---+[x.]|^----|----$/.test(text);
          const longest = Math.max(0, ...(text.match(/x(?:-{0,2}x)*/g) ?? []).map((run) => run.length - 1));
          return !silent && longest < 5;
        });
        expect(blockers(facts({ watched: [found] })).length === 0).toBe(fine);
      }),
    );
  });
});

describe("What the exit gate asks of counts", () => {
  const count = (before: number | null, after: number | null, accepted: string | null = null) => ({
    id: "count-id",
    environmentId: prod.id,
    name: "apis",
    before,
    after,
    accepted,
  });

  it("is both sides, and a decision where they differ", () => {
    const kinds = (...counts: HealthFacts["counts"]) => blockers(facts({ counts })).map(({ kind }) => kind);
    expect(kinds(count(214, 214))).toEqual([]);
    expect(kinds(count(214, 212))).toEqual(["count_different"]);
    expect(kinds(count(214, 212, "Two were retired"))).toEqual([]);
    expect(kinds(count(214, null))).toEqual(["count_missing"]);
    expect(blockers(facts({ rules: { health: [], counts: ["prod"] } }))).toMatchObject([
      { kind: "count_missing", title: "Nothing was counted in Prod" },
    ]);
  });

  it("binds the signature to the numbers and to why a difference is right", () => {
    const [proof] = healthProofs(facts({ counts: [count(214, 212, "Two were retired")] }), prod, at(0));
    expect(proof?.facts).toEqual([
      { subject: "the count of APIs", value: "214 before, 212 after: Two were retired" },
    ]);
  });
});
