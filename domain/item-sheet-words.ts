import { type FieldValue, type FindingLevel, findingLevels } from "./finding";
import { fieldFaults, type InventoryField, type ItemState, itemStateNames, itemStates } from "./inventory";
import { parseReferences, printReferences, whatCanBeNamed } from "./reference";

/** A word of a cell as it is meant, or what is wrong with it and what to do. */
export type Meant<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly why: string };

const meant = <Value>(value: Value): Meant<Value> => ({ ok: true, value });
const wrong = (why: string) => ({ ok: false, why }) as const;

/** A text named in a sentence: not more of it than fits. */
export const quoted = (text: string): string => `“${text.length > 60 ? `${text.slice(0, 59)}…` : text}”`;

const word = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, " ");

const marks = /^'(?=[\t\r\n ]*[=+\-@])/;

/** A text without the apostrophe that keeps a spreadsheet from running it as a formula. */
export const withoutGuard = (text: string): string => text.replace(marks, "");

/** Texts are the same when nothing but line ends and the space around them differs. */
export const plainText = (text: string): string => text.replace(/\r\n?/g, "\n").trim();

/** The day a text names, as in 2026-12-24 or 24.12.2026, with or without a time behind it; null for any other. */
export function dayIn(text: string): string | null {
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.exec(
    text,
  );
  const german = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(text);
  const [, d, m, y] = german ?? [];
  const day = iso?.[1] ?? (d && m && y ? `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}` : null);
  if (day === null) return null;
  const at = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? day : null;
}

/** Reads a day. */
export function readDay(text: string): Meant<string> {
  const day = dayIn(text);
  return day === null ? wrong(`${quoted(text)} is no day. Write it as 2026-12-24.`) : meant(day);
}

/** Reads a level. */
export function readLevel(text: string): Meant<FindingLevel> {
  const found = findingLevels.find((level) => word(level) === word(text));
  return found ? meant(found) : wrong(`${quoted(text)} is no level. Use must act, attention or info.`);
}

/** Reads a state, with why it is so behind a colon: "not applicable: nothing runs there". */
export function readState(text: string): Meant<{ readonly state: ItemState; readonly reason: string }> {
  const [, name = "", reason = ""] = /^([^:]*)(?::([\s\S]*))?$/.exec(text) ?? [];
  const state = itemStates.find((one) =>
    [one, itemStateNames[one]].some((known) => word(known) === word(name)),
  );
  return state
    ? meant({ state, reason: reason.trim() })
    : wrong(`${quoted(text)} is no state. Use open, in progress, done, or “not applicable: why”.`);
}

const yes = new Set(["yes", "y", "true", "1", "x", "ja", "wahr"]);
const no = new Set(["no", "n", "false", "0", "nein", "falsch"]);

/** Reads the value of a kind's field. */
export function readField(field: InventoryField, text: string): Meant<FieldValue> {
  const value = valueIn(field, text);
  if (!value.ok) return value;
  const [fault] = fieldFaults({ fields: [field] }, { [field.id]: value.value });
  return fault ? wrong(`${quoted(text)} can't be taken: it ${fault.message}.`) : value;
}

function valueIn(field: InventoryField, text: string): Meant<FieldValue> {
  switch (field.kind) {
    case "number":
      return readNumber(text);
    case "boolean":
      if (yes.has(word(text))) return meant(true);
      return no.has(word(text))
        ? meant(false)
        : wrong(`${quoted(text)} is neither yes nor no. Write yes or no.`);
    case "date":
      return readDay(text);
    case "choice": {
      const found = field.options.find(({ value, label }) =>
        [value, label].some((one) => word(one) === word(text)),
      );
      if (found) return meant(found.value);
      return wrong(
        `${quoted(text)} is no choice. Use ${field.options.map(({ label }) => label).join(", ")}.`,
      );
    }
    case "references":
      return readReferences(text);
    case "text":
    case "long_text":
    case "link":
      return text.length > longest.field
        ? wrong(`It has more than ${longest.field.toLocaleString("en")} characters. Shorten it.`)
        : meant(text);
  }
}

function readReferences(text: string): Meant<string> {
  const codes = parseReferences(text);
  return codes.length === 0
    ? wrong(`${quoted(text)} names nothing. Name ${whatCanBeNamed}.`)
    : meant(printReferences(codes));
}

/** Longest texts, the same as where they are typed. */
export const longest = { title: 300, reason: 2_000, note: 10_000, field: 20_000 } as const;

function readNumber(text: string): Meant<number> {
  if (/^[-+]?\d{1,3},\d{3}$/.test(text))
    return wrong(
      `${quoted(text)} can mean two numbers. Write ${text.replace(",", "")} or ${text.replace(",", ".")}.`,
    );
  const number = /^[-+]?\d+(?:[.,]\d+)?(?:e[-+]?\d+)?$/i.test(text)
    ? Number(text.replace(",", "."))
    : Number.NaN;
  return Number.isFinite(number) ? meant(number) : wrong(`${quoted(text)} is no number. Write it as 1234.5.`);
}
