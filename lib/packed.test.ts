import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromColumns, pack, toColumns, unpack } from "./packed";

const row = fc.record({
  id: fc.uuid(),
  word: fc.constantFrom("todo", "done", "null", '{"name":"Ines"}'),
  same: fc.constant(true),
  person: fc.option(fc.record({ name: fc.constantFrom("Ines", "Omar") })),
  before: fc.array(fc.constantFrom("A-1", "A-2"), { maxLength: 2 }),
});

describe("Packed lists", () => {
  test("come out as they went in, whatever rows share", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
        expect(fromColumns(unpack(pack(toColumns(rows))))).toEqual(rows);
      }),
    );
  });

  test("say what all rows share once", () => {
    const rows = Array.from({ length: 1000 }, (_, index) => ({ id: index, phase: "Prepare", open: true }));
    const text = pack(toColumns(rows));
    expect(text.match(/Prepare/g)).toHaveLength(1);
    expect(text.length).toBeLessThan(pack(rows).length / 5);
  });
});
