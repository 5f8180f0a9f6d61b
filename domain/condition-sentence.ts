import {
  type Condition,
  type ConditionFacts,
  type ConditionQuestion,
  evaluate,
  type InventoryCondition,
  itemsThatFit,
} from "./condition";
import { isBefore } from "./version";

/** Said of whatever has no condition. */
export const always = "Every upgrade needs it.";

/**
 * "Why is this here" as one sentence: "Because the database engine is PostgreSQL and the source 3.2.0 is before
 * 4.0.0." When the condition does not hold, the sentence says why not.
 */
export function explain(
  condition: Condition | null,
  facts: ConditionFacts,
  questions: readonly ConditionQuestion[],
): string {
  if (condition === null) return always;
  const holds = evaluate(condition, facts);
  const clauses = [...new Set(reasons(condition, holds, facts, questions))];
  const opening = holds ? "Because" : "Not needed because";
  return clauses.length === 0 ? always : `${opening} ${list(clauses)}.`;
}

/** The clauses that make the condition true (or false, when `wanted` is false); only those that decide it. */
function reasons(
  condition: Condition,
  wanted: boolean,
  facts: ConditionFacts,
  questions: readonly ConditionQuestion[],
): readonly string[] {
  const deeper = (part: Condition, expected: boolean) => reasons(part, expected, facts, questions);
  if ("not" in condition) return deeper(condition.not, !wanted);
  if ("all" in condition || "any" in condition) {
    const parts = "all" in condition ? condition.all : condition.any;
    return parts.filter((part) => evaluate(part, facts) === wanted).flatMap((part) => deeper(part, wanted));
  }
  return [clause(condition, facts, questions)];
}

type Leaf = Exclude<
  Condition,
  { readonly all: unknown } | { readonly any: unknown } | { readonly not: unknown }
>;

function clause(leaf: Leaf, facts: ConditionFacts, questions: readonly ConditionQuestion[]): string {
  if ("inventory" in leaf) return itemsClause(leaf, facts);
  if ("question" in leaf) return answerClause(leaf.question, facts, questions);
  if ("crosses" in leaf) {
    const holds = evaluate(leaf, facts);
    return `the upgrade from ${facts.from} to ${facts.to} ${holds ? "passes" : "does not pass"} ${leaf.crosses}`;
  }
  const ofSource = "sourceBefore" in leaf || "sourceFrom" in leaf;
  const limit =
    "sourceBefore" in leaf
      ? leaf.sourceBefore
      : "sourceFrom" in leaf
        ? leaf.sourceFrom
        : "targetFrom" in leaf
          ? leaf.targetFrom
          : leaf.targetBefore;
  const version = ofSource ? facts.from : facts.to;
  const older = isBefore(version, limit);
  const name = ofSource ? "source" : "target";
  if (version === limit) return `the ${name} is ${version}`;
  return `the ${name} ${version} is ${older ? `before ${limit}` : `${limit} or newer`}`;
}

/** States the answer itself rather than the test, because that is what a reader recognises: "the database is DB2". */
function answerClause(id: string, facts: ConditionFacts, questions: readonly ConditionQuestion[]): string {
  const question = questions.find((candidate) => candidate.id === id);
  const answer = Object.hasOwn(facts.answers, id) ? facts.answers[id] : undefined;
  const label = question?.label ?? id;
  if (answer === undefined) return `the question about the ${label} is not answered`;
  if (typeof answer === "boolean") {
    const said = answer ? question?.yes : question?.no;
    return said !== undefined && said !== "" ? said : `the answer to “${label}” is ${answer ? "yes" : "no"}`;
  }
  const option = question?.options.find((candidate) => candidate.value === answer);
  return `the ${label} is ${option?.label ?? answer}`;
}

/** How many items a sentence names before it counts. */
const namedItems = 3;

function itemsClause(condition: InventoryCondition, facts: ConditionFacts): string {
  const items = itemsThatFit(condition, facts);
  const wanted = [
    condition.verdict?.join(" or "),
    condition.level?.map((level) => level.replace("_", " ")).join(" or "),
    ...Object.entries(condition.where ?? {}).map(([field, value]) => `${field} ${String(value)}`),
  ].filter((part) => part !== undefined);
  const what = `the ${condition.inventory} inventory`;
  const like = wanted.length === 0 ? "" : ` with ${wanted.join(", ")}`;
  if (items.length === 0) return `${what} has no item${like}`;
  const named = items.slice(0, namedItems).map(({ code }) => code);
  const more = items.length - named.length;
  return `${what} has ${[...named, ...(more > 0 ? [`${more} more`] : [])].join(", ")}${like}`;
}

function list(clauses: readonly string[]): string {
  if (clauses.length <= 1) return clauses[0] ?? "";
  return `${clauses.slice(0, -1).join(", ")} and ${clauses[clauses.length - 1]}`;
}
