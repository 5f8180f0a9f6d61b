import { describe, expect, it } from "vitest";
import type { Condition } from "./condition";
import type { EnvironmentKind } from "./environment";
import { generatePlan, type Plan, type PlannedStep, stepsSwitchedBy } from "./plan";
import { phase, playbook, step } from "./playbook.fixture";

const diesel: Condition = { question: "fuel", is: "diesel" };
const facts = (answers = {}) => ({ from: "1.0", to: "2.0", answers });
const environments = [
  { key: "dock", kind: "dev" },
  { key: "sea", kind: "prod" },
] as const satisfies readonly { key: string; kind: EnvironmentKind }[];

const stepsIn = (plan: Plan, environment: string): readonly PlannedStep[] =>
  plan.environmentSteps.find((list) => list.environment.key === environment)?.steps ?? [];
const waits = (plan: Plan, environment: string) =>
  Object.fromEntries(stepsIn(plan, environment).map((item) => [item.stepId, item.predecessors]));

describe("the plan of an upgrade", () => {
  it("gives each environment its own copy, and the upgrade the steps done once", () => {
    const plan = generatePlan(
      playbook([
        phase("one", [
          step("agree", { scope: "upgrade", neededBy: "prod.entry" }),
          step("drain", { after: ["agree"] }),
          step("launch", { environments: ["prod"], after: ["drain"] }),
        ]),
      ]),
      facts(),
      environments,
    );
    expect(plan.planSteps.map(({ key, environment, gate }) => [key, environment, gate])).toEqual([
      ["plan:agree", null, "entry"],
    ]);
    expect(waits(plan, "dock")).toEqual({ drain: ["plan:agree"] });
    expect(waits(plan, "sea")).toEqual({ drain: ["plan:agree"], launch: ["sea:drain"] });
  });

  it("replaces a predecessor that a condition left out by that one's predecessors", () => {
    const content = playbook([
      phase("one", [
        step("agree", { scope: "upgrade" }),
        step("drain"),
        step("filter", { when: diesel, after: ["drain", "agree"] }),
        step("clean", { when: diesel, after: ["filter"] }),
        step("fill", { after: ["clean"] }),
      ]),
    ]);
    expect(waits(generatePlan(content, facts({ fuel: "diesel" }), environments), "sea").fill).toEqual([
      "sea:clean",
    ]);
    expect(waits(generatePlan(content, facts({ fuel: "petrol" }), environments), "sea").fill).toEqual([
      "sea:drain",
      "plan:agree",
    ]);
  });

  it("does not make an environment wait for what only another kind needs from the plan", () => {
    const content = playbook([
      phase("one", [
        step("book", { scope: "upgrade" }),
        step("drain"),
        step("decide", { environments: ["prod"], after: ["book", "drain"] }),
        step("fill", { after: ["decide"] }),
      ]),
    ]);
    const plan = generatePlan(content, facts(), environments);
    expect(waits(plan, "sea")).toEqual({
      drain: [],
      decide: ["plan:book", "sea:drain"],
      fill: ["sea:decide"],
    });
    expect(waits(plan, "dock")).toEqual({ drain: [], fill: ["dock:drain"] });
  });

  it("leaves out predecessors that another one waits for already", () => {
    const content = playbook([
      phase("one", [step("a"), step("b", { after: ["a"] }), step("c", { after: ["a", "b"] })]),
    ]);
    expect(waits(generatePlan(content, facts(), environments), "sea").c).toEqual(["sea:b"]);
  });

  it("chooses paragraphs and commands, fills what it knows, and says why a step is here", () => {
    const content = playbook([
      phase("one", [
        step("fill", {
          instructions: "From {{from_version}} to {{to_version}} in {{environment}} at {{dock}}.",
          details: [
            { text: "Diesel smells.", when: diesel },
            { text: "Petrol burns.", when: { not: diesel } },
          ],
          commands: [
            { label: "Pump", run: "pump {{environment}}", when: diesel },
            { label: "Pour", run: "pour", when: { not: diesel } },
          ],
          when: { question: "fuel", in: ["diesel", "petrol"] },
        }),
      ]),
    ]);
    const [filled] = stepsIn(generatePlan(content, facts({ fuel: "diesel" }), environments), "sea");
    expect(filled).toMatchObject({
      instructions: "From 1.0 to 2.0 in sea at {{dock}}.\n\nDiesel smells.",
      commands: [{ label: "Pump", run: "pump sea" }],
      reason: "Because the fuel is Diesel.",
    });
  });

  it("gives the pages to read that belong to these releases and answers, with what it knows filled in", () => {
    const url = (path: string) => `https://docs.example/${path}`;
    const content = playbook([
      phase("one", [
        step("read", {
          scope: "upgrade",
          attestation: true,
          readings: [
            { id: "guide", title: "Guide to {{to_version}}", url: url("{{to_version}}/guide"), when: null },
            { id: "diesel", title: "Diesel", url: url("diesel"), when: diesel },
            { id: "old", title: "Old", url: url("old"), when: { sourceBefore: "1.0" } },
          ],
        }),
        step("fill", { scope: "upgrade" }),
      ]),
    ]);
    const pages = (answers: object) =>
      generatePlan(content, facts(answers), environments).planSteps.map(({ readings }) => readings);
    const guide = { id: "guide", title: "Guide to 2.0", url: url("2.0/guide") };
    expect(pages({ fuel: "petrol" })).toEqual([[guide], []]);
    expect(pages({ fuel: "diesel" })).toEqual([
      [guide, { id: "diesel", title: "Diesel", url: url("diesel") }],
      [],
    ]);
  });

  it("gives the pages of each hop of the way, which are written for no other releases", () => {
    const url = "https://docs.example/guide";
    const page = (from: string, to: string) => ({
      id: `${from}-${to}`,
      title: `From ${from} to ${to}`,
      url,
      when: {
        all: [
          { sourceFrom: from },
          { sourceBefore: `${from}.1` },
          { targetFrom: to },
          { targetBefore: `${to}.1` },
        ],
      },
    });
    const content = playbook([
      phase("one", [
        step("read", {
          scope: "upgrade",
          attestation: true,
          readings: [page("1.0", "1.5"), page("1.0", "2.0"), page("1.5", "2.0"), page("1.5", "1.8")],
        }),
      ]),
    ]);
    const pages = (...way: string[]) => {
      const hops = way.slice(1).map((to, at) => ({ from: way[at] ?? "", to }));
      const [read] = generatePlan(content, { ...facts(), hops }, environments).planSteps;
      return read?.readings.map(({ id }) => id);
    };
    expect(pages("1.0", "2.0")).toEqual(["1.0-2.0"]);
    expect(pages("1.0", "1.5", "2.0")).toEqual(["1.0-1.5", "1.0-2.0", "1.5-2.0"]);
  });

  it("ignores an answer whose question is no longer asked", () => {
    const content = playbook([phase("one", [step("x", { when: { question: "spareFuel", is: true } })])]);
    const ids = (answers: object) =>
      stepsIn(generatePlan(content, facts(answers), environments), "sea").map(({ stepId }) => stepId);
    expect(ids({ spare: true, spareFuel: true })).toEqual(["x"]);
    expect(ids({ spare: false, spareFuel: true })).toEqual([]);
  });

  it("plans five environments of a thousand steps in no time", { timeout: 30_000 }, () => {
    const steps = Array.from({ length: 1_000 }, (_, i) =>
      step(`s${i}`, { after: [i - 1, i - 7, i - 40].filter((j) => j >= 0).map((j) => `s${j}`) }),
    );
    const many = Array.from({ length: 5 }, (_, i) => ({ key: `e${i}`, kind: "other" as const }));
    const started = performance.now();
    const plan = generatePlan(playbook([phase("one", steps)]), facts(), many);
    expect(plan.environmentSteps.flatMap((list) => list.steps)).toHaveLength(5_000);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe("what an answer switches", () => {
  const content = playbook([
    phase("one", [
      step("always"),
      step("oil", { when: diesel }),
      step("spark", { when: { question: "fuel", is: "petrol" } }),
      step("both", { when: { question: "fuel", in: ["diesel", "petrol"] }, environments: ["prod"] }),
      step("unknown", { when: { not: { question: "fuel", in: ["diesel", "petrol"] } } }),
    ]),
  ]);
  const ids = (list: readonly { stepId: string }[]) => list.map(({ stepId }) => stepId);

  it("is counted against leaving the question open, whatever was answered before", () => {
    for (const answered of [{}, { fuel: "petrol" }, { fuel: "diesel" }]) {
      const switched = stepsSwitchedBy(content, facts(answered), "fuel", "diesel");
      expect(ids(switched.on)).toEqual(["oil", "both"]);
      expect(ids(switched.off)).toEqual(["unknown"]);
      expect(switched.on[0]?.reason).toBe("Because the fuel is Diesel.");
    }
  });

  it("leaves out steps no environment of the upgrade has", () => {
    const switched = stepsSwitchedBy(content, facts(), "fuel", "diesel", [{ key: "dock", kind: "dev" }]);
    expect(ids(switched.on)).toEqual(["oil"]);
  });
});
