import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "./canonical";

describe("canonical JSON", () => {
  it("sorts the members of objects, keeps arrays, and writes no white space", () => {
    expect(canonicalJson({ b: [2, 1], a: { d: null, c: "é\n" }, "1": true })).toBe(
      '{"1":true,"a":{"c":"é\\n","d":null},"b":[2,1]}',
    );
  });

  it("writes the numbers of RFC 8785", () => {
    expect(canonicalJson([JSON.parse("333333333.33333329"), 1e30, 4.5, 2e-3, 1e-27, -0])).toBe(
      "[333333333.3333333,1e+30,4.5,0.002,1e-27,0]",
    );
  });

  it("sorts names by UTF-16 code units, as RFC 8785 shows", () => {
    const names = ["\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6"];
    const value = Object.fromEntries(names.map((name) => [name, 0]));
    expect(Object.keys(JSON.parse(canonicalJson(value)) as object).slice(1)).toEqual([
      "\r",
      "\u0080",
      "\u00f6",
      "\u20ac",
      "\ud83d\ude00",
      "\ufb33",
    ]);
  });

  it("refuses what JSON can't hold and names the place", () => {
    expect(() => canonicalJson({ a: [1, undefined] })).toThrow("undefined, found at a[1]");
    expect(() => canonicalJson({ a: { b: Number.NaN } })).toThrow("NaN, found at a.b");
    expect(() => canonicalJson({ at: new Date(0) })).toThrow("an object of a class, found at at");
    expect(() => canonicalJson([1n])).toThrow(TypeError);
  });

  it("reads back as the same value and does not depend on the order of members", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(value))).toBe(text);
      }),
    );
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).reverse();
  return Object.fromEntries(members.map(([name, member]) => [name, reversed(member)]));
}
