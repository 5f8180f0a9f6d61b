import type { FieldValue } from "./finding";

/** Most codes one field names: more is a list of its own, and no sentence. */
export const mostReferences = 50;

/** What a code of a field of references can be of; in the order in which they are looked for. */
export const referenceKinds = ["step", "inventory_item", "test_case", "use_case"] as const;
export type ReferenceKind = (typeof referenceKinds)[number];

/** What can be named, for hints and refusals. */
export const whatCanBeNamed =
  "steps, inventory items, test cases and use cases of this upgrade, by their codes: P-09, CU-3, TC-1, UC-2";

/** The codes a text names, in their order, each once: upper case, whatever stands between them: commas, spaces, lines. */
export function parseReferences(text: string): readonly string[] {
  return [...new Set(text.toUpperCase().split(/[\s,;\p{Cc}]+/u))].filter((code) => code !== "");
}

/** Codes as they are stored and typed again: parsing it gives the same codes. */
export const printReferences = (codes: readonly string[]): string => codes.join(", ");

/** What is wrong with a list of references by itself, whatever there is to name; null when nothing is. */
export function referencesFault(value: string): string | null {
  const named = parseReferences(value).length;
  return named > mostReferences ? `names ${named} codes; at most ${mostReferences} can be named` : null;
}

/** A field, as far as naming things goes. */
type Naming = { readonly id: string; readonly kind: string };
type Values = { readonly [field: string]: FieldValue };

/** The fields of a kind that name things. */
const naming = ({ fields }: { readonly fields: readonly Naming[] }) =>
  fields.filter(({ kind }) => kind === "references");

const codesIn = (value: FieldValue | undefined): readonly string[] =>
  typeof value === "string" ? parseReferences(value) : [];

/** Every code that the values of a kind's fields name, each once. */
export const namedCodes = (
  kind: { readonly fields: readonly Naming[] },
  values: Values,
): readonly string[] => [...new Set(naming(kind).flatMap(({ id }) => codesIn(values[id])))];

/** Values with the lists of references among them as they are stored; one that names nothing is left open. */
export function withPlainReferences(kind: { readonly fields: readonly Naming[] }, values: Values): Values {
  const plain = naming(kind).flatMap(({ id }) => {
    const value = values[id];
    return typeof value === "string" ? [[id, printReferences(parseReferences(value)) || null]] : [];
  });
  return { ...values, ...Object.fromEntries(plain) };
}

/** Values that name the same under other codes; a code that has none is left out. */
export function renamedReferences(
  kind: { readonly fields: readonly Naming[] },
  values: Values,
  codes: ReadonlyMap<string, string>,
): Values {
  const renamed = naming(kind).flatMap(({ id }) => {
    const value = values[id];
    if (typeof value !== "string") return [];
    return [
      [
        id,
        parseReferences(value)
          .flatMap((code) => codes.get(code) ?? [])
          .join(" "),
      ],
    ];
  });
  return withPlainReferences(kind, { ...values, ...Object.fromEntries(renamed) });
}

/** What references are held against. */
export type ReferenceFacts = {
  /** Codes, among those that are named, of what is in the upgrade and still there. */
  readonly there: ReadonlySet<string>;
  /** The item's values so far: what has left since it was named may stay named. */
  readonly before: Values;
  /** Code of the item that names; null while it has none. */
  readonly own: string | null;
};

/** What is wrong with what the values of a kind's fields name, by field; empty when all of it is there. */
export function referenceFaults(
  kind: { readonly fields: readonly Naming[] },
  values: Values,
  { there, before, own }: ReferenceFacts,
): readonly { readonly field: string; readonly message: string }[] {
  return naming(kind).flatMap(({ id }) => {
    const known = new Set(codesIn(before[id]));
    const message = strange(
      codesIn(values[id]).filter((code) => !known.has(code)),
      there,
      own,
    );
    return message === null ? [] : [{ field: id, message }];
  });
}

/** How many codes a refusal names, and how much of one. */
const shown = { codes: 5, letters: 40 } as const;

function strange(codes: readonly string[], there: ReadonlySet<string>, own: string | null): string | null {
  if (own !== null && codes.includes(own)) return `names ${own}, which is the item itself`;
  const unknown = codes.filter((code) => !there.has(code));
  if (unknown.length === 0) return null;
  const few = unknown
    .slice(0, shown.codes)
    .map((code) => (code.length > shown.letters ? `${code.slice(0, shown.letters - 1)}…` : code));
  const more = unknown.length > few.length ? ` and ${unknown.length - few.length} more` : "";
  return `names ${few.join(", ")}${more}, which this upgrade hasn't got; name ${whatCanBeNamed}`;
}
