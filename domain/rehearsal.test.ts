import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NewEvent } from "./event";
import { compareParity, traitNumber, traits } from "./parity";
import { planChanges } from "./plan-change";
import { newestPilot, type PilotFact, type RehearsalFacts, rehearsalProofs } from "./rehearsal";

const day = (count: number) => new Date(Date.UTC(2026, 10, count));
const prod = {
  id: "prod",
  name: "Prod",
  kind: "prod" as const,
  position: 2,
  startedAt: null,
  changedAt: null,
};
const pilot = (more: Partial<PilotFact> = {}): PilotFact => ({
  number: 1,
  environmentName: "Pre-prod",
  startedAt: day(10),
  endedAt: day(11),
  outcome: "succeeded",
  data: { source: "production_dump", takenAt: day(9), bytes: null, masked: true, tables: [] },
  backOut: { startedAt: day(10), endedAt: day(11) },
  ...more,
});
const alike = new Map(traits.map(({ key }) => [key, "4"]));
const facts = (more: Partial<RehearsalFacts> = {}): RehearsalFacts => ({
  rules: {
    pilotIn: "pre_prod",
    volumeRatio: 0.8,
    backOut: true,
    parity: true,
    forecast: true,
    reserveMinutes: 60,
    window: true,
  },
  planChangedAt: null,
  backOutChangedAt: null,
  pilots: [pilot()],
  parity: { environmentName: "Pre-prod", parity: compareParity(alike, alike, []) },
  ...more,
});
const open = (more: Partial<RehearsalFacts> = {}) =>
  rehearsalProofs(facts(more), prod).flatMap(({ met, kind }) => (met ? [] : [kind]));

describe("what production's entry asks of the rehearsal", () => {
  it("is nothing without rules, and nothing of other environments", () => {
    expect(rehearsalProofs(facts({ rules: null }), prod)).toEqual([]);
    expect(rehearsalProofs(facts(), { ...prod, kind: "pre_prod" })).toEqual([]);
    expect(open()).toEqual([]);
  });

  it("is a pilot that succeeded and began after the plan changed last", () => {
    expect(open({ pilots: [] })).toEqual(["pilot_missing", "back_out_missing"]);
    expect(open({ pilots: [pilot({ outcome: "failed" })] })).toEqual(["pilot_missing"]);
    expect(open({ planChangedAt: day(12) })).toEqual(["pilot_missing"]);
    expect(
      open({ planChangedAt: day(12), pilots: [pilot(), pilot({ number: 2, startedAt: day(13) })] }),
    ).toEqual([]);
    expect(newestPilot([pilot({ number: 2, startedAt: day(13) }), pilot()])?.number).toBe(2);
  });

  it("is data that is production's, or enough of it", () => {
    const generated = (rows: number) =>
      pilot({
        data: {
          source: "generated",
          takenAt: null,
          bytes: null,
          masked: null,
          tables: [{ name: "AM_API", rows, production: 100 }],
        },
      });
    expect(open({ pilots: [generated(79)] })).toEqual(["pilot_data"]);
    expect(open({ pilots: [generated(80)] })).toEqual([]);
    expect(open({ pilots: [pilot({ data: null })] })).toEqual(["pilot_data"]);
  });

  it("is the way back, rehearsed to its end after it changed last", () => {
    expect(open({ pilots: [pilot({ backOut: null })] })).toEqual(["back_out_missing"]);
    expect(open({ pilots: [pilot({ backOut: { startedAt: day(10), endedAt: null } })] })).toEqual([
      "back_out_missing",
    ]);
    expect(open({ backOutChangedAt: day(12) })).toEqual(["back_out_missing"]);
  });

  it("says of every open point what it is and what to do", () => {
    const proofs = rehearsalProofs(facts({ pilots: [], parity: null, planChangedAt: day(3) }), prod);
    for (const { met, title, detail } of proofs) if (!met) expect([title, detail]).not.toContain("");
    expect(proofs.every(({ gate }) => gate === "entry")).toBe(true);
  });
});

describe("parity", () => {
  const values = fc.dictionary(
    fc.constantFrom(...traits.map(({ key }) => key)),
    fc.constantFrom("1", "2", "4", "Oracle 19"),
  );
  const map = (given: Record<string, string>) => new Map(Object.entries(given));

  it("is whole exactly when every point is written down and the same", () => {
    expect(compareParity(alike, alike, [])).toMatchObject({ score: 1, undecided: [] });
    fc.assert(
      fc.property(values, values, (a, b) => {
        const { score, undecided, lines } = compareParity(map(a), map(b), []);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(score === 1).toBe(undecided.length === 0);
        expect(lines.length).toBe(traits.length);
      }),
    );
  });

  it("is the same whichever is compared with which, and no less for one point more alike", () => {
    fc.assert(
      fc.property(values, values, fc.constantFrom(...traits), (a, b, { key }) => {
        const found = compareParity(map(a), map(b), []).score;
        expect(compareParity(map(b), map(a), []).score).toBeCloseTo(found, 12);
        expect(
          compareParity(map({ ...a, [key]: "4" }), map({ ...b, [key]: "4" }), []).score,
        ).toBeGreaterThanOrEqual(found);
      }),
    );
  });

  it("accepts a difference for its values and no others, and never what is unknown", () => {
    const acceptance = { key: "nodes", here: "2", production: "4", reason: "Enough" };
    const state = (here: string | null, production: string) =>
      compareParity(
        here === null ? new Map() : new Map([["nodes", here]]),
        new Map([["nodes", production]]),
        [acceptance],
      ).lines.find(({ key }) => key === "nodes")?.state;
    expect([state("2", "4"), state("3", "4"), state("2", "5"), state(null, "4"), state("4", "4")]).toEqual([
      "accepted",
      "different",
      "different",
      "unknown",
      "same",
    ]);
  });

  it("reads numbers as people write them", () => {
    expect(["1 200 000", "1,5", "3e9", "12’000", "x", "", "-1"].map(traitNumber)).toEqual([
      1_200_000,
      1.5,
      3e9,
      12_000,
      null,
      null,
      null,
    ]);
  });
});

describe("a plan that was rehearsed", () => {
  const edited = (...fields: string[]): NewEvent => ({
    type: "step.edited",
    subject: { type: "step", id: "s1" },
    environmentId: "prod",
    data: { code: "D-1", title: "t", changes: fields.map((field) => ({ field, was: "", is: "x" })) },
  });

  it("changes by what is done, not by titles or minutes; the way back by what it says", () => {
    expect(planChanges([edited("title", "planned minutes")])).toEqual([]);
    expect(planChanges([edited("instructions")])).toEqual([
      { environmentId: "prod", plan: true, backOut: false },
    ]);
    expect(planChanges([edited("back-out")])).toEqual([
      { environmentId: "prod", plan: false, backOut: true },
    ]);
    expect(planChanges([{ ...edited("instructions"), environmentId: null }])).toEqual([]);
  });

  it("changes everywhere when answers add or remove something", () => {
    const answers = (added: string[]): NewEvent => ({
      type: "upgrade.answersChanged",
      subject: { type: "upgrade", id: "u" },
      data: { changes: [], added, removed: [], kept: [] },
    });
    expect(planChanges([answers([])])).toEqual([]);
    expect(planChanges([answers(["D-9"])])).toEqual([{ environmentId: null, plan: true, backOut: true }]);
  });

  it("changes everywhere when the inventory adds or removes something", () => {
    const updated = (removed: string[]): NewEvent => ({
      type: "upgrade.planUpdated",
      subject: { type: "upgrade", id: "u" },
      data: { added: [], removed, kept: ["D-1"] },
    });
    expect(planChanges([updated([])])).toEqual([]);
    expect(planChanges([updated(["D-9"])])).toEqual([{ environmentId: null, plan: true, backOut: true }]);
  });
});
