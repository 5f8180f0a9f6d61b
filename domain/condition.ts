import type { FieldValue, FindingLevel } from "./finding";
import { compareVersions, isBefore } from "./version";

/** What somebody answered: the value of an option, or yes and no. */
export type Answer = string | boolean;
export type Answers = { readonly [questionId: string]: Answer | undefined };

/**
 * There is an item of this inventory that fits: with one of the verdicts, on one of the levels, with these values in its
 * fields. What is left out is not asked.
 */
export type InventoryCondition = {
  readonly inventory: string;
  readonly verdict?: readonly string[] | undefined;
  readonly level?: readonly FindingLevel[] | undefined;
  readonly where?: { readonly [field: string]: FieldValue } | undefined;
};

/** An item of an inventory as far as conditions read it. */
export type ConditionItem = {
  readonly kind: string;
  readonly code: string;
  readonly level: FindingLevel;
  readonly verdict: string | null;
  readonly fields: { readonly [field: string]: FieldValue };
};

/**
 * When a part of a playbook applies. `crosses` is true when the upgrade passes the release: source < v <= target.
 * Version conditions compare the whole upgrade, not a single hop of its path.
 */
export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly question: string; readonly is: Answer }
  | { readonly question: string; readonly in: readonly string[] }
  | { readonly sourceBefore: string }
  | { readonly sourceFrom: string }
  | { readonly targetFrom: string }
  | { readonly targetBefore: string }
  | { readonly crosses: string }
  | InventoryCondition;

/** What conditions are judged by. */
export type ConditionFacts = {
  readonly from: string;
  readonly to: string;
  readonly answers: Answers;
  /** What the upgrade's inventories hold; left out where there is no upgrade yet. */
  readonly items?: readonly ConditionItem[] | undefined;
};

/** The part of a question that conditions and their explanations need. */
export type ConditionQuestion = {
  readonly id: string;
  /** Noun phrase: "database engine". */
  readonly label: string;
  readonly kind: "choice" | "boolean";
  readonly options: readonly { readonly value: string; readonly label: string }[];
  /** What yes and no mean, as clauses: "several tenants are in use". Empty: made from the label. */
  readonly yes: string;
  readonly no: string;
  /** When the question is asked at all; null means always. */
  readonly when: Condition | null;
};

/** Whether the condition holds. An unanswered question fulfils neither `is` nor `in`, whatever the wanted value. */
export function evaluate(condition: Condition | null, facts: ConditionFacts): boolean {
  if (condition === null) return true;
  if ("all" in condition) return condition.all.every((part) => evaluate(part, facts));
  if ("any" in condition) return condition.any.some((part) => evaluate(part, facts));
  if ("not" in condition) return !evaluate(condition.not, facts);
  if ("is" in condition) return answerOf(facts, condition.question) === condition.is;
  if ("in" in condition) {
    const answer = answerOf(facts, condition.question);
    return typeof answer === "string" && condition.in.includes(answer);
  }
  if ("inventory" in condition) return itemsThatFit(condition, facts).length > 0;
  if ("sourceBefore" in condition) return isBefore(facts.from, condition.sourceBefore);
  if ("sourceFrom" in condition) return !isBefore(facts.from, condition.sourceFrom);
  if ("targetFrom" in condition) return !isBefore(facts.to, condition.targetFrom);
  if ("targetBefore" in condition) return isBefore(facts.to, condition.targetBefore);
  return isBefore(facts.from, condition.crosses) && !isBefore(facts.to, condition.crosses);
}

/** The items a condition over an inventory is true because of. */
export function itemsThatFit(
  { inventory, verdict, level, where }: InventoryCondition,
  { items = [] }: ConditionFacts,
): readonly ConditionItem[] {
  return items.filter(
    (item) =>
      item.kind === inventory &&
      (verdict === undefined || (item.verdict !== null && verdict.includes(item.verdict))) &&
      (level === undefined || level.includes(item.level)) &&
      Object.entries(where ?? {}).every(([field, value]) => (item.fields[field] ?? null) === value),
  );
}

function answerOf(facts: ConditionFacts, question: string): Answer | undefined {
  return Object.hasOwn(facts.answers, question) ? facts.answers[question] : undefined;
}

/**
 * The answers that count: those of questions that are asked under these facts and whose value the question knows.
 * What was answered before another answer hid the question, or an option that no longer exists, switches nothing on.
 * Questions are taken in order, so a question may depend on earlier ones only.
 */
export function effectiveAnswers(questions: readonly ConditionQuestion[], facts: ConditionFacts): Answers {
  const answers: Record<string, Answer> = {};
  for (const question of questions) {
    const answer = answerOf(facts, question.id);
    if (answer === undefined || !evaluate(question.when, { ...facts, answers })) continue;
    const known =
      question.kind === "boolean"
        ? typeof answer === "boolean"
        : question.options.some((option) => option.value === answer);
    if (known) answers[question.id] = answer;
  }
  return answers;
}

/** Every condition inside the condition, itself included. */
export function conditionParts(condition: Condition | null): readonly Condition[] {
  if (condition === null) return [];
  const inner =
    "all" in condition
      ? condition.all
      : "any" in condition
        ? condition.any
        : "not" in condition
          ? [condition.not]
          : [];
  return [condition, ...inner.flatMap(conditionParts)];
}

/** The questions the condition reads, each once. */
export function questionsIn(condition: Condition | null): readonly string[] {
  return [
    ...new Set(conditionParts(condition).flatMap((part) => ("question" in part ? [part.question] : []))),
  ];
}

/** The conditions over inventories inside the condition. */
export function inventoriesIn(condition: Condition | null): readonly InventoryCondition[] {
  return conditionParts(condition).flatMap((part) => ("inventory" in part ? [part] : []));
}

/** The releases the condition compares with, each once, oldest first. */
export function versionsIn(condition: Condition | null): readonly string[] {
  const found = conditionParts(condition).flatMap((part) => {
    if ("sourceBefore" in part) return [part.sourceBefore];
    if ("sourceFrom" in part) return [part.sourceFrom];
    if ("targetFrom" in part) return [part.targetFrom];
    if ("targetBefore" in part) return [part.targetBefore];
    return "crosses" in part ? [part.crosses] : [];
  });
  return [...new Set(found)].sort(compareVersions);
}
