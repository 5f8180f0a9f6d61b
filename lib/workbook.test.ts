import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unpack } from "@/analysers/archive";
import { readWorkbook } from "@/analysers/workbook/read-workbook";
import { cellText, type SheetCell } from "@/domain/item-sheet";
import { workbookOf } from "./workbook";

const limits = { rows: 100, columns: 20, characters: 1_000_000 };
const columns = [
  { heading: "=A", width: 10 },
  { heading: "B", width: 20 },
  { heading: "C", width: 12 },
];

/** Halves of characters, and those beyond the first plane that stand for nothing. */
const unwritable = /\p{Cs}|(?![\u{FDD0}-\u{FFFF}])\p{Noncharacter_Code_Point}/gu;

const cell: fc.Arbitrary<SheetCell> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }).map((at) => ({
    day: at.toISOString().slice(0, 10),
  })),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.constantFrom(
    "=1+1",
    " @x",
    "_x0041_",
    "a\r\nb\tc",
    "\u0001\u001f",
    "<b>&amp;]]>",
    "_x005F_",
    "1e5",
    "toString",
    "__proto__",
    "constructor",
    "TRUE",
  ),
);

describe("A workbook that was written", () => {
  it("is read back as it was, whatever its cells hold", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { maxLength: 6 }), async (rows) => {
        const bytes = await workbookOf("Parts: [all]", columns, rows);
        const read = await readWorkbook({ name: "a.xlsx", bytes }, limits);
        if (!read.ok) throw new Error(read.problems[0]?.message);
        const [head, ...below] = read.report.rows;
        expect([read.report.sheet, head?.cells]).toEqual(["Parts   all", ["=A", "B", "C"]]);
        const wanted = rows
          .map((cells, at) => ({
            line: at + 2,
            cells: cells.map((one) => cellText(one).replace(unwritable, "\uFFFD")),
          }))
          .filter(({ cells }) => cells.some((text) => text.trim() !== ""));
        const found = below.map(({ line, cells }) => ({
          line,
          cells: [0, 1, 2].map((at) => cells[at] ?? ""),
        }));
        expect(found).toEqual(wanted);
      }),
      { numRuns: 150 },
    );
  });

  it("has typed cells, a head that stays, widths, and no formula", async () => {
    const bytes = await workbookOf("Parts", columns, [
      ["=1+1", 1.5, { day: "2026-12-24" }],
      [true, "x", null],
    ]);
    const unpacked = await unpack([{ name: "a", bytes }]);
    if (!unpacked.ok) throw new Error("It is no archive");
    const part = (name: string) =>
      Buffer.from(unpacked.report.files.find((file) => file.name === `a/xl/${name}`)?.bytes ?? []).toString();
    const sheet = part("worksheets/sheet1.xml");
    expect(sheet).not.toMatch(/<f[ >/]/);
    expect(sheet).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/);
    expect(sheet).toMatch(/<col [^>]*width="20"/);
    expect(sheet).toMatch(/<c r="B2"[^>]*><v>1.5<\/v>/);
    expect(sheet).toMatch(/<c r="C2" s="\d+"[^>]*><v>46380<\/v>/);
    expect(sheet).toMatch(/<c r="A3"[^>]*t="b"[^>]*><v>1<\/v>/);
    expect(part("sharedStrings.xml")).toContain("=1+1");
    expect(part("styles.xml")).toContain("yyyy-mm-dd");
  });
});
