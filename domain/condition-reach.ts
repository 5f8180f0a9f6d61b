import {
  type Answer,
  type Answers,
  type Condition,
  type ConditionItem,
  type ConditionQuestion,
  evaluate,
  inventoriesIn,
  questionsIn,
  versionsIn,
} from "./condition";
import { isBefore } from "./version";

/** Whether some upgrade makes a condition true, and whether some upgrade makes it false. */
export type Reach = {
  readonly canBeTrue: boolean;
  readonly canBeFalse: boolean;
  /** False when the search gave up before it had seen every combination. */
  readonly complete: boolean;
};

/** Combinations tried before giving up; a condition that people can read stays far below. */
const patience = 200_000;

/**
 * Tries every combination of the answers the condition reads with every kind of version pair it can tell apart. Only
 * combinations that people can reach count: a question that is not asked stays unanswered, one that is asked has one of
 * its values. A condition nothing can make true is dead text; one nothing can make false should be left out.
 */
export function satisfiable(
  condition: Condition,
  questions: readonly ConditionQuestion[],
  versions: readonly string[],
): Reach {
  const read = readBy(condition, questions);
  const limits = [condition, ...read.map((question) => question.when)].flatMap((part) => versionsIn(part));
  const stocks = stocksFor(condition);
  let canBeTrue = false;
  let canBeFalse = false;
  let tried = 0;

  const search = (from: string, to: string, answers: Answers, index: number): boolean => {
    const question = read[index];
    if (question === undefined) {
      for (const items of stocks) {
        tried += 1;
        if (evaluate(condition, { from, to, answers, items })) canBeTrue = true;
        else canBeFalse = true;
      }
      return (canBeTrue && canBeFalse) || tried >= patience;
    }
    if (!evaluate(question.when, { from, to, answers })) return search(from, to, answers, index + 1);
    return valuesOf(question).some((value) =>
      search(from, to, { ...answers, [question.id]: value }, index + 1),
    );
  };

  for (const [from, to] of distinctPairs(versions, limits)) if (search(from, to, {}, 0)) break;
  return { canBeTrue, canBeFalse, complete: (canBeTrue && canBeFalse) || tried < patience };
}

/** Inventories worth trying: empty, one item for each condition over them, and all of these together. */
function stocksFor(condition: Condition): readonly (readonly ConditionItem[])[] {
  const items = inventoriesIn(condition).map(
    ({ inventory, verdict, level, where }): ConditionItem => ({
      kind: inventory,
      code: "",
      level: level?.[0] ?? "must_act",
      verdict: verdict?.[0] ?? null,
      fields: where ?? {},
    }),
  );
  return items.length === 0 ? [[]] : [[], ...items.map((item) => [item]), items];
}

/** The questions the condition depends on, those their own conditions depend on included, in playbook order. */
function readBy(condition: Condition, questions: readonly ConditionQuestion[]): readonly ConditionQuestion[] {
  const wanted = new Set<string>();
  const collect = (part: Condition | null) => {
    for (const id of questionsIn(part)) {
      if (wanted.has(id)) continue;
      wanted.add(id);
      collect(questions.find((question) => question.id === id)?.when ?? null);
    }
  };
  collect(condition);
  return questions.filter((question) => wanted.has(question.id));
}

function valuesOf(question: ConditionQuestion): readonly Answer[] {
  return question.kind === "boolean" ? [true, false] : question.options.map((option) => option.value);
}

/** One pair of releases (older, newer) for every way the limits can tell pairs apart. */
function distinctPairs(
  versions: readonly string[],
  limits: readonly string[],
): readonly (readonly [string, string])[] {
  const side = (version: string) => limits.map((limit) => (isBefore(version, limit) ? 0 : 1)).join("");
  const pairs = new Map<string, readonly [string, string]>();
  for (const from of versions) {
    for (const to of versions) {
      const key = `${side(from)} ${side(to)}`;
      if (isBefore(from, to) && !pairs.has(key)) pairs.set(key, [from, to]);
    }
  }
  return [...pairs.values()];
}
