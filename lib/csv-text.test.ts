import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCsv } from "./csv";
import { csvLine } from "./csv-text";

describe("A line of CSV", () => {
  it("keeps commas, quotes and line breaks inside their cell", () => {
    expect(csvLine([3, 'Ines said "no", twice', "two\nlines", null])).toBe(
      '3,"Ines said ""no"", twice","two\nlines",\r\n',
    );
  });

  it.each(["=HYPERLINK(1)", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =cmd|' /C calc'!A0"])(
    "takes the formula out of %j",
    (text) => {
      expect(csvLine([text])).toBe(`"'${text}"\r\n`);
    },
  );

  it("is read back as it was written, whatever the text", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ minLength: 1 }).filter((text) => !text.includes("\0")),
          { minLength: 1, maxLength: 5 },
        ),
        (cells) => {
          const file =
            csvLine(["head", ...cells.map((_, index) => `c${index}`)]) + csvLine(["row", ...cells]);
          const read = parseCsv(new TextEncoder().encode(file), ",").rows[0]?.cells.slice(1);
          expect(read?.map((cell, index) => (cell === cells[index] ? cell : cell.slice(1)))).toEqual(cells);
        },
      ),
    );
  });
});
