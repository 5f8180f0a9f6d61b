import type { z } from "zod";
import { AppError } from "@/lib/errors";

/** Where a text of the input can't be stored: Postgres takes no NUL, and no half of a surrogate pair in JSON. */
function unstorable(value: unknown, path: readonly string[] = []): string | null {
  if (typeof value === "string") return value.includes("\0") || /\p{Cs}/u.test(value) ? path.join(".") : null;
  if (typeof value !== "object" || value === null) return null;
  if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) return null;
  for (const [name, part] of Object.entries(value)) {
    const found = unstorable(part, [...path, name]) ?? unstorable(name, path);
    if (found !== null) return found;
  }
  return null;
}

/** Checks the input; throws `invalid_input` with the fields at fault. */
export function parseInput<I extends z.ZodType>(schema: I, raw: unknown): z.output<I> {
  const parsed = schema.safeParse(raw);
  const broken = parsed.success ? unstorable(parsed.data) : null;
  if (parsed.success && broken === null) return parsed.data;
  const fields = parsed.success
    ? [{ path: broken ?? "", message: "holds characters that are not text (NUL, or half of a pair)" }]
    : parsed.error.issues.map((issue) => ({
        path: issue.path.map(String).join("."),
        message: issue.message,
      }));
  throw new AppError(
    "invalid_input",
    fields.map((field) => (field.path ? `${field.path}: ${field.message}` : field.message)).join("; "),
    { fields },
  );
}

/** What is wrong with one field of an input. */
export interface FaultyField {
  path: string;
  message: string;
}

/** Programs read paths ("steps.0.dueAt: must be …"); a person reads the field's words, and each once. */
export function forPeople(message: string, fields: readonly FaultyField[] = []): string {
  const [first] = fields;
  if (!first || !message.startsWith(`${first.path}: `)) return message;
  const named = new Map(fields.toReversed().map((field) => [wordsOf(field.path), field.message]));
  return [...named]
    .reverse()
    .map(([name, said]) => `${name}${/^\p{Lu}/u.test(said) ? ":" : ""} ${said}.`.replace(/\.\.$/, "."))
    .join(" ");
}

/** "variables.2.hostName" as "Host name". */
function wordsOf(path: string): string {
  const name = path.split(".").findLast((part) => !/^\d+$/.test(part)) ?? path;
  const words = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
