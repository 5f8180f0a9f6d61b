import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  arrayOf,
  elementsOf,
  fillFields,
  fillPattern,
  formatKey,
  type KeyPart,
  matchKey,
  parseKey,
  patternOf,
} from "./setting-key";

const part: fc.Arbitrary<KeyPart> = fc.oneof(
  fc.string({ minLength: 1 }).map((field) => ({ field })),
  fc.constantFrom("a b", "it's", 'q"t', "x.y", "[z]", "\n").map((field) => ({ field })),
  fc.string({ minLength: 1 }).map((element) => ({ element })),
  fc.constantFrom("Production and Sandbox", "a]b", '"', "0").map((element) => ({ element })),
);
const path = fc
  .tuple(fc.string({ minLength: 1 }), fc.array(part, { maxLength: 4 }))
  .map(([field, rest]) => [{ field }, ...rest]);

describe("the key of a setting", () => {
  it("is read back as it was written", () => {
    fc.assert(
      fc.property(path, (parts) => {
        expect(parseKey(formatKey(parts))).toEqual(parts);
      }),
    );
  });

  it("has a pattern that leaves the elements open, and is its pattern with them filled in", () => {
    fc.assert(
      fc.property(path, (parts) => {
        const key = formatKey(parts);
        expect(fillPattern(patternOf(key), elementsOf(key))).toBe(key);
        expect(matchKey(patternOf(key), key)).toEqual(expect.any(Array));
      }),
    );
  });

  it("quotes fields that are no plain words", () => {
    expect(formatKey([{ field: "a" }, { field: "b.c" }, { element: "Default" }, { field: "d" }])).toBe(
      "a.'b.c'[Default].d",
    );
    expect(arrayOf("a.b[Default].d")).toBe("a.b");
    expect(arrayOf("a.'b[x]'")).toBeNull();
  });

  it("fits a pattern by field, by element and by everything below", () => {
    expect(matchKey("database.*.url", "database.apim_db.url")).toEqual(["apim_db"]);
    expect(matchKey("database.*.url", "database.apim_db.pool.url")).toBeNull();
    expect(matchKey("a.**", "a.b.c")).toEqual([]);
    expect(matchKey("a.**", "a")).toBeNull();
    expect(fillFields("database.*.driver", ["it's"])).toBe('database."it\'s".driver');
  });
});
