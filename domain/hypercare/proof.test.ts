import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EnvironmentFacts } from "../environment";
import { proofBlocker, proofsUntil } from "../gate-proof";
import type { HypercareRules } from "../verification";
import { utc } from "../window/zone.fixture";
import { day as dayLong } from "../window/zone-clock";
import type { HypercareFinding } from "./finding";
import { answer, began, check, day, finding, period, rules } from "./hypercare.fixture";
import { hypercareProofs } from "./proof";
import type { HypercareAnswer, HypercarePeriod } from "./standing";

const prod: EnvironmentFacts = {
  id: "prod-id",
  name: "Prod",
  kind: "prod",
  position: 2,
  startedAt: null,
  changedAt: null,
};
type Facts = { periods?: HypercarePeriod[]; findings?: HypercareFinding[] };
const proofs = (asked: HypercareRules | null, { periods = [], findings = [] }: Facts, now: Date, of = prod) =>
  hypercareProofs(asked, { periods, findings }, of, () => utc, now);
const blockers = (...given: Parameters<typeof proofs>) =>
  proofs(...given).flatMap((one) => proofBlocker(one) ?? []);
const kinds = (...given: Parameters<typeof proofs>) => blockers(...given).map(({ kind }) => kind);
const kept = (answers: HypercareAnswer[], more: Partial<HypercarePeriod> = {}) => ({
  periods: [period({ answers, ...more })],
});
const all = [1, 2, 3].flatMap((one) => [answer(one, "cpu"), answer(one, "errors")]);

describe("What the exit asks of hypercare", () => {
  it("is that it was started, where the rules say so, and nothing where they don't", () => {
    expect(blockers(rules(), {}, day(1))).toMatchObject([
      { kind: "hypercare_missing", title: "Hypercare of Prod was not started", waivable: true },
    ]);
    expect(kinds(null, {}, day(1))).toEqual([]);
    expect(kinds(rules(), {}, day(1), { ...prod, kind: "dev" })).toEqual([]);
  });

  it("is that it is over; a day to come or a day that goes on is no reason by itself", () => {
    const found = blockers(rules(), kept([]), day(1));
    expect(found).toMatchObject([
      { kind: "hypercare_running", title: "Hypercare of Prod is kept until 10 Dec 2026 00:00 UTC" },
    ]);
    expect(proofsUntil(proofs(rules(), kept([]), day(1)))).toEqual(new Date("2026-12-08T00:00:00Z"));
    expect(proofsUntil(proofs(rules(), kept(all.slice(0, 2)), day(1)))).toEqual(
      new Date("2026-12-08T00:00:00Z"),
    );
    expect(proofsUntil(proofs(rules(), kept(all), day(4)))).toBeNull();
  });

  it("is asked where somebody began it, too", () => {
    const dev = { ...prod, id: "dev-id", name: "Dev", kind: "dev" as const };
    expect(kinds(rules(), { periods: [period({ environmentId: "dev-id" })] }, day(1), dev)).toEqual([
      "hypercare_running",
    ]);
  });

  it("names the day that was missed, and which checks; a late answer clears it and is shown", () => {
    const some = all.filter(({ day: number, check: id }) => number !== 2 || id !== "errors");
    expect(blockers(rules(), kept(some), day(4))).toMatchObject([
      {
        kind: "hypercare_missed",
        title: "Day 2 of hypercare in Prod was missed",
        detail: expect.stringContaining("Check errors was not answered"),
        since: new Date("2026-12-09T00:00:00Z"),
      },
    ]);
    const late = proofs(rules(), kept([...some, answer(2, "errors", "clean", day(4))]), day(4, 13));
    expect(late.filter(({ met }) => !met)).toEqual([]);
    expect(late.flatMap(({ facts }) => facts)).toContainEqual({
      subject: "day 2 of hypercare",
      value: "clean: cpu, errors; late: errors",
    });
  });

  it("gives every day a name of its own, so that each can be waived by itself", () => {
    const found = blockers(rules(), kept([]), day(4));
    expect(found.map(({ kind }) => kind)).toEqual(Array(3).fill("hypercare_missed"));
    expect(new Set(found.map(({ key }) => key)).size).toBe(3);
    for (const { subject } of found)
      expect(subject.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it("is that findings are closed, whoever sees to them, also when nothing else is asked", () => {
    const found = { ...kept(all), findings: [finding({ ownerId: "ines" })] };
    expect(blockers(rules(), found, day(4))).toMatchObject([
      {
        kind: "hypercare_finding",
        title: "Finding 1 of hypercare is open: “CPU grows every night”",
        clearedBy: { people: ["ines"] },
      },
    ]);
    expect(kinds(null, { findings: [finding()] }, day(4))).toEqual(["hypercare_finding"]);
    expect(kinds(rules(), { ...kept(all), findings: [finding({ done: "More heap" })] }, day(4))).toEqual([]);
  });

  it("binds signatures to days, answers and findings, in words that stay when a check is reworded", () => {
    const facts = (asked: HypercareRules) =>
      proofs(asked, { ...kept(all), findings: [finding({ done: "More heap" })] }, day(4)).flatMap(
        (one) => one.facts,
      );
    expect(facts(rules())).toEqual([
      { subject: "hypercare of Prod", value: "2026-12-07 to 2026-12-09, 3 days" },
      ...[1, 2, 3].map((number) => ({ subject: `day ${number} of hypercare`, value: "clean: cpu, errors" })),
      { subject: "finding 1 of hypercare", value: "CPU grows every night: More heap" },
    ]);
    const reworded = { ...rules(), checks: rules().checks.map((one) => ({ ...one, title: "Other words" })) };
    expect(facts(reworded)).toEqual(facts(rules()));
  });

  it("asks for the day on which it was ended early, and for no later one", () => {
    const ended = { endedAt: day(2), endedWhy: "Backed out" };
    expect(kinds(rules(), kept(all.slice(0, 2), ended), day(4))).toEqual(["hypercare_missed"]);
    const met = proofs(rules(), kept(all.slice(0, 4), ended), day(4));
    expect(met.filter((one) => !one.met)).toEqual([]);
    expect(met[0]?.facts[0]?.value).toBe("2026-12-07 to 2026-12-08, 2 days, ended early: Backed out");
  });

  it("asks a check that was added on day 2 from day 2 on", () => {
    const more = { ...rules(), checks: [...rules().checks, check("tokens", day(2).toISOString())] };
    expect(blockers(more, kept(all), day(4)).map(({ title }) => title)).toEqual([
      "Day 2 of hypercare in Prod was missed",
      "Day 3 of hypercare in Prod was missed",
    ]);
    const other = { ...rules(), checks: [check("tokens", day(2).toISOString())] };
    expect(kinds(other, kept(all), day(4)), "no day asks for nothing").toHaveLength(3);
  });
});

const ids = ["cpu", "errors", "tokens"];
const answers = fc.array(
  fc.record({
    day: fc.integer({ min: 1, max: 6 }),
    check: fc.constantFrom(...ids),
    result: fc.constantFrom("clean" as const, "finding" as const),
    at: fc.integer({ min: 0, max: 8 * 24 }).map((hours) => new Date(began + hours * 3_600_000)),
  }),
  { maxLength: 40 },
);
const moments = fc.integer({ min: 0, max: 10 * 24 }).map((hours) => new Date(began + hours * 3_600_000));
const isClean = (answered: HypercareAnswer[], days: number, now: Date, findings: HypercareFinding[] = []) =>
  kinds(rules(3, ids), { periods: [period({ days, answers: answered })], findings }, now).length === 0;

describe("Hypercare", () => {
  it("is never clean with an open finding, whatever was answered and whenever", () => {
    fc.assert(
      fc.property(answers, moments, fc.integer({ min: 1, max: 6 }), (answered, now, days) => {
        expect(isClean(answered, days, now, [finding()])).toBe(false);
      }),
    );
  });

  it("is never clean with a day that is missing or has not passed", () => {
    fc.assert(
      fc.property(answers, moments, fc.integer({ min: 1, max: 6 }), (answered, now, days) => {
        const has = (number: number, id: string) =>
          answered.some((one) => one.day === number && one.check === id);
        const every = Array.from({ length: days }, (_, index) => index + 1).every((number) =>
          ids.every((id) => has(number, id)),
        );
        const over = now.getTime() >= Date.UTC(2026, 11, 7) + days * dayLong;
        expect(isClean(answered, days, now)).toBe(every && over);
      }),
      { numRuns: 300 },
    );
  });

  it("is clean no sooner when days are added", () => {
    fc.assert(
      fc.property(
        answers,
        moments,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
        (answered, now, days, more) => {
          const full = [1, 2, 3, 4, 5].flatMap((number) => ids.map((id) => answer(number, id)));
          for (const given of [answered, full])
            if (isClean(given, days + more, now)) expect(isClean(given, days, now)).toBe(true);
        },
      ),
    );
  });

  it("changes at no moment before the one it says", () => {
    fc.assert(
      fc.property(answers, moments, (answered, now) => {
        const facts = { periods: [period({ days: 4, answers: answered })] };
        const until = proofsUntil(proofs(rules(4, ids), facts, now));
        const end = until?.getTime() ?? now.getTime() + 20 * dayLong;
        const titles = (at: Date) => blockers(rules(4, ids), facts, at).map(({ key }) => key);
        expect(titles(new Date(end - 1))).toEqual(titles(now));
      }),
    );
  });
});
