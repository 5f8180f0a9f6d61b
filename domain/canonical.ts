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
  return write(value, "");
}

function write(value: unknown, place: string): string {
  if (typeof value === "string" || typeof value === "boolean" || value === null) return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw refused(String(value), place);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    const items: string[] = [];
    // By index: a hole in a sparse array must throw like any other undefined.
    for (let index = 0; index < value.length; index += 1)
      items.push(write(value[index], `${place}[${index}]`));
    return `[${items.join(",")}]`;
  }
  if (!isPlain(value))
    throw refused(typeof value === "object" ? "an object of a class" : String(typeof value), place);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${write(value[name], `${place}.${name}`)}`).join(",")}}`;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function refused(what: string, place: string): TypeError {
  return new TypeError(
    `Canonical JSON can't hold ${what}, found at ${place === "" ? "the top" : place.replace(/^\./, "")}`,
  );
}
