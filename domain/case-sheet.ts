import type { SheetField, SheetMapping } from "./case-sheet-heads";
import { type EnvironmentKind, environmentKinds } from "./environment";
import type { Threshold, ThresholdDirection } from "./test-case";
import { type Priority, priorities, type UseCaseKind } from "./use-case";

/** A row as it is meant; null where its column is missing or empty. */
export type SheetRow = {
  readonly line: number;
  readonly code: string | null;
  readonly useCase: string | null;
  readonly kind: UseCaseKind | null;
  readonly priority: Priority | null;
  /** Null for a row that names a use case only. */
  readonly title: string | null;
  readonly steps: string | null;
  readonly expected: string | null;
  /** Undefined when the row says nothing of one. */
  readonly threshold: Threshold | undefined;
  readonly required: boolean | null;
  readonly environments: readonly EnvironmentKind[] | null;
  readonly owner: string | null;
};

export type RowRefusal = { readonly line: number; readonly title: string; readonly reason: string };

const yes = new Set(["yes", "y", "true", "1", "x", "required", "mandatory"]);
const no = new Set(["no", "n", "false", "0", "-", "optional"]);
const words: Readonly<Record<string, Priority>> = {
  high: "must",
  highest: "must",
  critical: "must",
  p1: "must",
  medium: "should",
  normal: "should",
  p2: "should",
  low: "could",
  lowest: "could",
  p3: "could",
};
const directions: Readonly<Record<string, ThresholdDirection>> = {
  at_least: "at_least",
  min: "at_least",
  minimum: "at_least",
  ">=": "at_least",
  "≥": "at_least",
  at_most: "at_most",
  max: "at_most",
  maximum: "at_most",
  "<=": "at_most",
  "≤": "at_most",
};
const longest = { code: 20, title: 200, text: 10_000, unit: 40 };

/** Reads one row by the mapping: what it means, or every reason why it can't be taken. */
export function readRow(
  line: number,
  cells: readonly string[],
  mapping: SheetMapping,
): { ok: true; row: SheetRow } | { ok: false; refusal: RowRefusal } {
  const reasons: string[] = [];
  const cell = (field: SheetField): string | null => {
    const at = mapping[field];
    const value = at === undefined ? "" : (cells[at] ?? "").trim();
    return value === "" ? null : value;
  };
  const oneOf = <T>(field: SheetField, find: (word: string) => T | undefined, allowed: string): T | null => {
    const value = cell(field);
    if (value === null) return null;
    const found = find(value.toLowerCase());
    if (found === undefined) reasons.push(`“${value.slice(0, 40)}” is no ${allowed}.`);
    return found ?? null;
  };
  const asWord = (word: string) => word.replace(/[\s-]+/g, "_");

  const code = cell("code");
  if (code !== null && !/^[A-Z][A-Z0-9]*-\d+$/i.test(code))
    reasons.push(`The code “${code.slice(0, 40)}” must be letters, a hyphen and a number, like TC-31.`);
  if (code !== null && code.length > longest.code)
    reasons.push(`The code has more than ${longest.code} characters.`);
  const title = cell("title");
  const useCase = cell("useCase");
  if (title === null && useCase === null) reasons.push("It has neither a title nor a use case.");
  if (title === null && code !== null) reasons.push("It has a code but no title.");
  for (const [name, value] of [
    ["title", title],
    ["use case", useCase],
  ] as const) {
    if (value === null) continue;
    if (value.length > longest.title) reasons.push(`The ${name} has more than ${longest.title} characters.`);
    if (/[\r\n\t]/.test(value)) reasons.push(`The ${name} has several lines.`);
  }
  for (const field of ["steps", "expected"] as const) {
    if ((cell(field)?.length ?? 0) > longest.text)
      reasons.push(`The ${field} has more than 10,000 characters.`);
  }
  const kind = oneOf(
    "kind",
    (word) =>
      (
        ({
          functional: "functional",
          non_functional: "non_functional",
          nonfunctional: "non_functional",
          performance: "non_functional",
        }) as const
      )[asWord(word)],
    "kind of use case; use functional or non-functional",
  );
  const priority = oneOf(
    "priority",
    (word) => priorities.find((one) => one === word) ?? words[word],
    "priority; use must, should or could",
  );
  const required = oneOf(
    "required",
    (word) => (yes.has(word) ? true : no.has(word) ? false : undefined),
    "yes or no",
  );
  const environments = oneOf(
    "environments",
    kindsIn,
    `list of environments; use ${environmentKinds.join(", ").replaceAll("_", "-")} or all`,
  );
  const threshold = readThreshold(cell("threshold"), cell("unit"), cell("direction"), reasons);
  if (reasons.length > 0)
    return { ok: false, refusal: { line, title: title ?? useCase ?? "", reason: reasons.join(" ") } };
  return {
    ok: true,
    row: {
      line,
      code: code?.toUpperCase() ?? null,
      useCase,
      kind,
      priority,
      title,
      steps: cell("steps"),
      expected: cell("expected"),
      threshold,
      required,
      environments,
      owner: cell("owner"),
    },
  };
}

function kindsIn(text: string): EnvironmentKind[] | undefined {
  if (text === "all" || text === "*") return [];
  const found: EnvironmentKind[] = [];
  for (const word of text.split(/[,;/|+]+/)) {
    const plain = word
      .trim()
      .replace(/[\s-]+/g, "_")
      .replace(/^production$/, "prod")
      .replace(/^pre_?production$|^preprod$/, "pre_prod")
      .replace(/^test$/, "test_setup");
    const kind = environmentKinds.find((candidate) => candidate === plain);
    if (!kind) return undefined;
    if (!found.includes(kind)) found.push(kind);
  }
  return found;
}

function readThreshold(
  value: string | null,
  unit: string | null,
  direction: string | null,
  reasons: string[],
): Threshold | undefined {
  if (value === null) {
    if (direction !== null) reasons.push("It has a direction but no threshold.");
    return undefined;
  }
  // "≥ 800", "<= 250 ms": direction, number and unit in one cell.
  const parts = /^(>=|<=|≥|≤)?\s*([-+]?[\d., ]*\d(?:e[-+]?\d+)?)\s*(\D*)$/i.exec(value);
  const number =
    parts?.[2] === undefined
      ? Number.NaN
      : Number(
          parts[2]
            .replaceAll(" ", "")
            .replace(/,(?=\d{3}(\D|$))/g, "")
            .replace(",", "."),
        );
  const side = directions[(direction ?? parts?.[1] ?? "").toLowerCase().replace(/[\s-]+/g, "_")];
  if (!Number.isFinite(number)) reasons.push(`The threshold “${value.slice(0, 40)}” is no number.`);
  if (side === undefined) reasons.push("A threshold needs a direction: at least or at most.");
  const said = unit ?? parts?.[3]?.trim() ?? "";
  if (said.length > longest.unit) reasons.push(`The unit has more than ${longest.unit} characters.`);
  return Number.isFinite(number) && side !== undefined
    ? { value: number, unit: said, direction: side }
    : undefined;
}
