import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readToml } from "./toml";
import { linesOfToml } from "./toml-lines";

const read = (text: string) => {
  const reading = readToml("deployment.toml", new TextEncoder().encode(text), ["name", "id"]);
  return "settings" in reading ? reading.settings : reading.problems;
};
const keys = (text: string) =>
  read(text).map((one) => ("key" in one ? [one.key, one.line, one.value] : [one.message, one.line]));

describe("a TOML file", () => {
  it("gives each value a key and the line its statement begins in", () => {
    expect(
      keys('# remark\n[a.b]\nc = 1\n\n[a]\n"d.e" = [\n  1,\n  2,\n]\nf.g = """\nx\n"""\nh = true'),
    ).toEqual([
      ["a.b.c", 3, 1],
      ["a.'d.e'", 6, [1, 2]],
      ["a.f.g", 10, "x\n"],
      ["a.h", 13, true],
    ]);
  });

  it("names elements of a list of tables after what tells them apart", () => {
    const text = '[[g]]\nname = "Default"\n[g.p]\nx = 1\n[[g]]\nname = "Partners"\n[g.p]\nx = 2\n';
    expect(keys(text)).toEqual([
      ["g[Default].name", 2, "Default"],
      ["g[Default].p.x", 4, 1],
      ["g[Partners].name", 6, "Partners"],
      ["g[Partners].p.x", 8, 2],
    ]);
  });

  it("numbers elements that share a name or have none", () => {
    expect(keys('[[g]]\nname = "a"\n[[g]]\nname = "a"\n[[h]]\nx = 1\n').map(([key]) => key)).toEqual([
      "g[0].name",
      "g[1].name",
      "h[0].x",
    ]);
  });

  it("reads tables in lists as it reads lists of tables", () => {
    expect(keys('a = [{ id = "x", v = 1 }, { id = "y" }]').map(([key, line]) => [key, line])).toEqual([
      ["a[x].id", 1],
      ["a[x].v", 1],
      ["a[y].id", 1],
    ]);
  });

  it("keeps dates, long numbers and whole floats as they are written", () => {
    expect(
      keys("a = 2023-05-01\nb = 9223372036854775807\nc = 5.0\nd = inf").map(([, , value]) => value),
    ).toEqual([
      { literal: "2023-05-01" },
      { literal: "9223372036854775807" },
      { literal: "5.0" },
      { literal: "inf" },
    ]);
  });

  it("refuses nesting without end and bytes that are not UTF-8", () => {
    expect(keys(`a = ${"[".repeat(200)}${"]".repeat(200)}`)[0]?.[0]).toMatch(/TOML|deep/);
    expect(readToml("a.toml", new Uint8Array([0xff, 0x61]), [])).toMatchObject({
      problems: [{ line: null }],
    });
  });

  it("finds a line for every statement of any text the parser takes", () => {
    const word = fc.constantFrom("a", "b", "'q.r'", '"s t"');
    const value = fc.constantFrom("1", '"#]"', "'''x\ny'''", "[1, # r\n 2]", "{ a = 1 }", '"""\\""" ');
    const line = fc.oneof(
      fc.tuple(word, value).map(([k, v]) => `${k} = ${v}`),
      word.map((k) => `[[l.${k}]]`),
      fc.constant("# remark = 1"),
      fc.constant(""),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (parts) => {
        const found = read(parts.join("\n"));
        for (const one of found) if ("key" in one) expect(one.line).not.toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it("any text at all is gone through in the end", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("[", "]", "'", '"', "\n", "=", "#", "\\", "a", ".") }),
        (text) => void linesOfToml(text),
      ),
    );
  });
});
