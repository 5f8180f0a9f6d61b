import { z } from "zod";

/** Kinds of values by what YAML calls nothing of: as a writer of a playbook knows them. */
const kinds: Record<string, string> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "keys with values",
  record: "keys with values",
};

/**
 * What is wrong with a value, for somebody who writes YAML and not TypeScript: where the schema itself has no words. A
 * schema's description says what is expected in its place.
 */
export function plainWords(issue: z.core.$ZodRawIssue): string | undefined {
  const { inst, input } = issue;
  const said = inst instanceof z.ZodType ? inst.description : undefined;
  switch (issue.code) {
    case "invalid_type":
      return put(input, said ?? kinds[issue.expected] ?? issue.expected);
    case "invalid_value":
      return put(input, said ?? `one of ${issue.values.map(String).join(", ")}`);
    case "invalid_union":
      return put(input, said ?? "another kind of value");
    case "too_small":
      if (issue.origin === "string") return "is empty; write a text.";
      if (issue.origin === "array")
        return `has too few entries, ${said ?? "a list"}: at least ${issue.minimum}.`;
      return `is too small: at least ${issue.minimum}.`;
    case "too_big":
      if (issue.origin === "string") return `is too long: at most ${issue.maximum} characters.`;
      if (issue.origin === "array") return `has too many entries: at most ${issue.maximum}.`;
      return `is too large: at most ${issue.maximum}.`;
    case "invalid_format":
      return issue.format === "date" ? 'is no date; write it like "2026-11-23".' : undefined;
    default:
      return undefined;
  }
}

/** "is missing: a list …", "has no value: …" or "is a number where a text is expected.". */
function put(input: unknown, expected: string): string {
  if (input === undefined) return `is missing: ${expected}.`;
  if (input === null) return `has no value: write ${expected}.`;
  return `is ${found(input)}; write ${expected}.`;
}

function found(input: unknown): string {
  if (Array.isArray(input)) return "a list";
  if (typeof input === "object") return "keys with values";
  const text = String(input);
  return text.length > 40 ? `“${text.slice(0, 40)}…”` : `“${text}”`;
}
