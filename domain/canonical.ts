/**
 * The one text of a value that gets hashed, so that anybody can compute the same hash from a downloaded file. It is the
 * JSON Canonicalization Scheme (RFC 8785): no white space; the members of an object sorted by the UTF-16 code units of
 * their names; arrays as they are; strings and numbers as ECMAScript's JSON.stringify writes them (shortest form that
 * reads back the same, -0 as 0, no escaping beyond what JSON requires). Hash its UTF-8 bytes.
 *
 * Only JSON is accepted: undefined, NaN, infinities, bigint, functions and objects with a prototype of their own (Date
 * and Map among them) throw a TypeError that names the place. A value left out by accident would otherwise hash
 * the same as one that was never there. Dates go in as ISO 8601 strings in UTC with milliseconds.
 */
export function canonicalJson(value: unknown): string {
  const text = write(value);
  if (text === null) throw refusedIn(value, "");
  return text;
}

/** Printable ASCII without quotation mark and backslash. */
const plainText = /^[ !#-[\]-~]*$/;

/** A text as JSON writes it. Most texts of a history need no escape, and looking costs less than half of writing. */
export function quoted(text: string): string {
  return text.length < 200 && plainText.test(text) ? `"${text}"` : JSON.stringify(text);
}

/** Null for what JSON can't hold: the place is looked for only then, since long histories are written often. */
function write(value: unknown): string | null {
  if (typeof value === "string") return quoted(value);
  if (typeof value === "boolean" || value === null) return String(value);
  if (typeof value === "number") return Number.isFinite(value) ? JSON.stringify(value) : null;
  let text = "";
  if (Array.isArray(value)) {
    // By index: a hole in a sparse array is undefined like any other.
    for (let index = 0; index < value.length; index += 1) {
      const item = write(value[index]);
      if (item === null) return null;
      text += index === 0 ? item : `,${item}`;
    }
    return `[${text}]`;
  }
  if (!isPlain(value)) return null;
  for (const { name, head } of inOrder(Object.keys(value))) {
    const member = write(value[name]);
    if (member === null) return null;
    text += head + member;
  }
  return `{${text}}`;
}

/** A member as it is written before its value, the comma after the member before it included. */
type Member = { readonly name: string; readonly head: string };

/** Objects of a history have few shapes: sorting and writing their names again for each took half of its time. */
const shapes = new Map<string, { readonly names: readonly string[]; readonly members: readonly Member[] }>();
const shapesAtMost = 1_000;

function inOrder(names: readonly string[]): readonly Member[] {
  const shape = names.join("\n");
  const known = shapes.get(shape);
  // A name may hold a line break: two shapes can look the same.
  if (known?.names.length === names.length && known.names.every((name, at) => name === names[at]))
    return known.members;
  const members = [...names]
    .sort()
    .map((name, at) => ({ name, head: `${at === 0 ? "" : ","}${JSON.stringify(name)}:` }));
  if (shapes.size < shapesAtMost) shapes.set(shape, { names, members });
  return members;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The error for the first thing in the value that can't be written, with its place. */
function refusedIn(value: unknown, place: string): TypeError {
  const parts: [string, unknown][] = Array.isArray(value)
    ? Array.from(value, (item: unknown, index) => [`${place}[${index}]`, item])
    : isPlain(value)
      ? Object.entries(value).map(([name, member]) => [place === "" ? name : `${place}.${name}`, member])
      : [];
  const inside = parts.find(([, part]) => write(part) === null);
  if (inside) return refusedIn(inside[1], inside[0]);
  const what =
    typeof value === "object" ? "an object of a class" : typeof value === "number" ? value : typeof value;
  return new TypeError(`Canonical JSON can't hold ${what}, found at ${place === "" ? "the top" : place}`);
}
