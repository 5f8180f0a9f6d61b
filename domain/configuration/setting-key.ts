/** One step of a setting's key: a field of a table, or an element of an array by its name or position. */
export type KeyPart = { readonly field: string } | { readonly element: string };

const bare = /^[A-Za-z0-9_-]+$/;
const quotes = /['"]/;

/**
 * A key as people read it: `apim.gateway.environment[Default].name`. Fields that are not plain words are quoted, elements
 * stand in brackets. `parseKey` reads exactly what this writes.
 */
export function formatKey(parts: readonly KeyPart[]): string {
  let text = "";
  for (const part of parts) {
    if ("element" in part) text += formatElement(part.element);
    else text += `${text === "" ? "" : "."}${formatField(part.field)}`;
  }
  return text;
}

/** One element as it stands in a key, in brackets. */
export function formatElement(element: string): string {
  const plain = element !== "" && !/[[\]"\p{Cc}]/u.test(element);
  return plain ? `[${element}]` : `[${JSON.stringify(element)}]`;
}

/** One field as it stands in a key: quoted where it is no plain word. */
export function formatField(field: string): string {
  if (bare.test(field)) return field;
  return /['\p{Cc}]/u.test(field) ? JSON.stringify(field) : `'${field}'`;
}

/** Reads a key that `formatKey` wrote, and the keys of knowledge files (`*` and `**` are fields there). */
export function parseKey(text: string): readonly KeyPart[] {
  const parts: KeyPart[] = [];
  let at = 0;
  while (at < text.length) {
    const start = text.charAt(at);
    if (start === ".") {
      at += 1;
    } else if (start === "[") {
      const quoted = text.charAt(at + 1) === '"';
      const end = quoted ? endOfQuoted(text, at + 1) : text.indexOf("]", at);
      const stop = end < 0 ? text.length : end;
      parts.push({ element: quoted ? unquote(text.slice(at + 1, stop)) : text.slice(at + 1, stop) });
      at = stop + 1;
    } else if (start === "'" || start === '"') {
      const end = start === "'" ? text.indexOf("'", at + 1) + 1 : endOfQuoted(text, at);
      const stop = end <= 0 ? text.length : end;
      parts.push({ field: start === "'" ? text.slice(at + 1, stop - 1) : unquote(text.slice(at, stop)) });
      at = stop;
    } else {
      let end = at;
      while (end < text.length && text.charAt(end) !== "." && text.charAt(end) !== "[") end += 1;
      parts.push({ field: text.slice(at, end) });
      at = end;
    }
  }
  return parts;
}

/** The place after the closing quote of the text in double quotes that begins at `from`; -1 when it never ends. */
function endOfQuoted(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text.charAt(at) === "\\") at += 1;
    else if (text.charAt(at) === '"') return at + 1;
  }
  return -1;
}

function unquote(text: string): string {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "string" ? read : text;
  } catch {
    return text;
  }
}

/** The key without saying which element: `apim.gateway.environment[].name`. Knowledge is kept under these. */
export function patternOf(key: string): string {
  if (!key.includes("[")) return key;
  // Without quotes a bracket can only be an element's.
  if (!quotes.test(key)) return key.replace(/\[[^\]]*\]/g, "[]");
  return parseKey(key)
    .map((part, at) => ("element" in part ? "[]" : `${at === 0 ? "" : "."}${formatField(part.field)}`))
    .join("");
}

/** The elements a key names, in order: what fills the `[]` of a pattern. */
export function elementsOf(key: string): readonly string[] {
  if (!key.includes("[")) return [];
  return parseKey(key).flatMap((part) => ("element" in part ? [part.element] : []));
}

/** A pattern with its `[]` filled by these elements, in order; what is too few stays open as element 0. */
export function fillPattern(pattern: string, elements: readonly string[]): string {
  if (!pattern.includes("[]")) return pattern;
  let next = 0;
  const parts = parseKey(pattern).map((part): KeyPart => {
    if (!("element" in part) || part.element !== "") return part;
    next += 1;
    return { element: elements[next - 1] ?? "0" };
  });
  return formatKey(parts);
}

/** What stands before the first element: the array a key belongs to; null when it belongs to none. */
export function arrayOf(key: string): string | null {
  const bracket = key.indexOf("[");
  if (bracket < 0) return null;
  if (!quotes.test(key)) return key.slice(0, bracket);
  const parts = parseKey(key);
  const at = parts.findIndex((part) => "element" in part);
  return at < 0 ? null : formatKey(parts.slice(0, at));
}

/**
 * What the `*` of a pattern stand for in a key; null when they don't fit. `*` is one field, `**` at the end everything
 * below, `[]` any element.
 */
export function matchKey(pattern: string, key: string): readonly string[] | null {
  const wanted = parseKey(pattern);
  const parts = parseKey(key);
  const found: string[] = [];
  for (let at = 0; at < wanted.length; at += 1) {
    const want = wanted[at];
    const part = parts[at];
    if (want === undefined) break;
    if ("field" in want && want.field === "**") return parts.length > at ? found : null;
    if (part === undefined) return null;
    if ("element" in want) {
      if (!("element" in part) || (want.element !== "" && want.element !== part.element)) return null;
    } else if (!("field" in part)) {
      return null;
    } else if (want.field === "*") {
      found.push(part.field);
    } else if (want.field !== part.field) {
      return null;
    }
  }
  return wanted.length === parts.length ? found : null;
}

/** A pattern whose `*` are replaced by these fields, in order. */
export function fillFields(pattern: string, fields: readonly string[]): string {
  let next = 0;
  return formatKey(
    parseKey(pattern).map((part): KeyPart => {
      if (!("field" in part) || part.field !== "*") return part;
      next += 1;
      return { field: fields[next - 1] ?? "*" };
    }),
  );
}
