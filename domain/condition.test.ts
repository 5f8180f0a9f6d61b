import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Answers,
  type Condition,
  type ConditionFacts,
  type ConditionQuestion,
  effectiveAnswers,
  evaluate,
  questionsIn,
  versionsIn,
} from "./condition";
import { satisfiable } from "./condition-reach";
import { explain } from "./condition-sentence";

const questions: readonly ConditionQuestion[] = [
  {
    id: "db",
    label: "database engine",
    kind: "choice",
    options: [
      { value: "postgresql", label: "PostgreSQL" },
      { value: "oracle", label: "Oracle" },
    ],
    yes: "",
    no: "",
    when: null,
  },
  {
    id: "tenants",
    label: "tenants",
    kind: "boolean",
    options: [],
    yes: "several tenants are in use",
    no: "there is only one tenant",
    when: null,
  },
  {
    id: "tenantThemes",
    label: "tenant themes",
    kind: "boolean",
    options: [],
    yes: "tenants have their own themes",
    no: "",
    when: { question: "tenants", is: true },
  },
];
const versions = ["2.6.0", "3.2.0", "4.0.0", "4.2.0", "4.5.0"];
const facts = (answers: Answers = {}, from = "3.2.0", to = "4.5.0"): ConditionFacts => ({
  from,
  to,
  answers,
});

describe("a condition", () => {
  it("reads answers and the versions of the whole upgrade", () => {
    const condition: Condition = {
      all: [
        { question: "db", in: ["postgresql", "oracle"] },
        { any: [{ sourceBefore: "3.0.0" }, { crosses: "4.2.0" }] },
        { not: { targetBefore: "4.5.0" } },
        { sourceFrom: "3.2.0" },
        { targetFrom: "4.5.0" },
      ],
    };
    expect(evaluate(condition, facts({ db: "oracle" }))).toBe(true);
    expect(evaluate(condition, facts({ db: "oracle" }, "4.2.0"))).toBe(false);
    expect(evaluate(null, facts())).toBe(true);
    expect(questionsIn(condition)).toEqual(["db"]);
    expect(versionsIn(condition)).toEqual(["3.0.0", "3.2.0", "4.2.0", "4.5.0"]);
  });

  it("passes a release when the source is older and the target is it or newer", () => {
    expect(evaluate({ crosses: "4.5.0" }, facts())).toBe(true);
    expect(evaluate({ crosses: "3.2.0" }, facts())).toBe(false);
    expect(evaluate({ crosses: "4.7.0" }, facts())).toBe(false);
  });

  it("is not fulfilled by an unanswered question, neither by yes nor by no, and never fails on one", () => {
    for (const is of [true, false, "postgresql"]) {
      expect(evaluate({ question: "toString", is }, facts())).toBe(false);
      expect(evaluate({ not: { question: "db", is } }, facts())).toBe(true);
    }
    expect(evaluate({ question: "db", in: ["postgresql"] }, facts({ db: true }))).toBe(false);
  });

  it("ignores the answer of a question that is no longer asked, and a value no question offers", () => {
    expect(effectiveAnswers(questions, facts({ tenants: false, tenantThemes: true, db: "sqlite" }))).toEqual({
      tenants: false,
    });
    expect(effectiveAnswers(questions, facts({ tenants: true, tenantThemes: true, db: "oracle" }))).toEqual({
      tenants: true,
      tenantThemes: true,
      db: "oracle",
    });
  });
});

describe("why is this here", () => {
  const sentence = (condition: Condition | null, given = facts({ db: "postgresql", tenants: true })) =>
    explain(condition, given, questions);

  it("names the answers and versions that decided", () => {
    expect(sentence({ all: [{ question: "db", is: "postgresql" }, { targetFrom: "4.3.0" }] })).toBe(
      "Because the database engine is PostgreSQL and the target 4.5.0 is 4.3.0 or newer.",
    );
    expect(sentence({ crosses: "4.0.0" })).toBe("Because the upgrade from 3.2.0 to 4.5.0 passes 4.0.0.");
    expect(sentence({ targetFrom: "4.5.0" })).toBe("Because the target is 4.5.0.");
    expect(sentence(null)).toBe("Every upgrade needs it.");
  });

  it("leaves out the alternatives that did not hold", () => {
    expect(sentence({ any: [{ sourceBefore: "3.0.0" }, { question: "tenants", is: true }] })).toBe(
      "Because several tenants are in use.",
    );
  });

  it("says what stands in the way when the condition does not hold", () => {
    expect(sentence({ not: { question: "tenants", is: true } })).toBe(
      "Not needed because several tenants are in use.",
    );
    expect(sentence({ all: [{ question: "db", is: "oracle" }, { sourceBefore: "3.0.0" }] })).toBe(
      "Not needed because the database engine is PostgreSQL and the source 3.2.0 is 3.0.0 or newer.",
    );
    expect(sentence({ question: "db", is: "oracle" }, facts())).toBe(
      "Not needed because the question about the database engine is not answered.",
    );
  });
});

describe("what a condition can become", () => {
  const reach = (condition: Condition) => satisfiable(condition, questions, versions);

  it("finds conditions nothing makes true, and those nothing makes false", () => {
    expect(reach({ all: [{ sourceFrom: "4.2.0" }, { targetBefore: "4.2.0" }] })).toMatchObject({
      canBeTrue: false,
      canBeFalse: true,
      complete: true,
    });
    expect(reach({ question: "db", in: ["postgresql", "oracle"] })).toMatchObject({
      canBeTrue: true,
      canBeFalse: false,
    });
    expect(reach({ sourceBefore: "4.5.0" })).toMatchObject({ canBeTrue: true, canBeFalse: false });
    expect(reach({ crosses: "4.2.0" })).toMatchObject({ canBeTrue: true, canBeFalse: true });
  });

  it("counts only what people can reach: a hidden question stays unanswered", () => {
    expect(
      reach({
        all: [
          { question: "tenantThemes", is: true },
          { question: "tenants", is: false },
        ],
      }),
    ).toMatchObject({ canBeTrue: false, canBeFalse: true });
  });

  const leaf: fc.Arbitrary<Condition> = fc.oneof(
    fc.constantFrom("postgresql", "oracle").map((is) => ({ question: "db", is })),
    fc.boolean().map((is) => ({ question: "tenants", is })),
    fc.boolean().map((is) => ({ question: "tenantThemes", is })),
    fc.constantFrom(...versions).map((version) => ({ sourceBefore: version })),
    fc.constantFrom(...versions).map((version) => ({ targetFrom: version })),
    fc.constantFrom(...versions).map((version) => ({ crosses: version })),
  );
  const tree: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition }>((tie) => ({
    node: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      leaf,
      fc.array(tie("node"), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie("node"), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
      tie("node").map((not) => ({ not })),
    ),
  })).node;

  it("is what trying every upgrade finds", () => {
    const answerSets: Answers[] = ["postgresql", "oracle"].flatMap((db) => [
      { db, tenants: false },
      { db, tenants: true, tenantThemes: true },
      { db, tenants: true, tenantThemes: false },
    ]);
    fc.assert(
      fc.property(tree, (condition) => {
        const outcomes = new Set<boolean>();
        versions.forEach((from, i) => {
          for (const to of versions.slice(i + 1)) {
            for (const answers of answerSets) outcomes.add(evaluate(condition, { from, to, answers }));
          }
        });
        expect(reach(condition)).toEqual({
          canBeTrue: outcomes.has(true),
          canBeFalse: outcomes.has(false),
          complete: true,
        });
      }),
    );
  });
});
