import { describe, expect, it } from "vitest";
import { zipOf } from "../zip.fixture";
import { dayOfSerial, isDateFormat } from "./cell-value";
import { readWorkbook } from "./read-workbook";

const limits = { rows: 5, columns: 4, characters: 500 };
const types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

interface Given {
  sheetData?: string;
  sheets?: string;
  strings?: string;
  more?: { name: string; content: string }[];
  without?: string;
}

/** A workbook as Excel lays it out, with another prefix than it is used to. */
const workbook = ({ sheetData = "", sheets, strings = "", more = [], without }: Given = {}) =>
  zipOf(
    [
      { name: "[Content_Types].xml", content: "<Types/>" },
      {
        name: "xl/workbook.xml",
        content: `<x:workbook xmlns:x="u" xmlns:r="v"><x:workbookPr/><x:sheets>${sheets ?? '<x:sheet name="Parts" r:id="rId1"/>'}</x:sheets></x:workbook>`,
      },
      {
        name: "xl/_rels/workbook.xml.rels",
        content: `<Relationships><Relationship Id="rId1" Type="${types}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${types}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId3" Type="${types}/styles" Target="styles.xml"/><Relationship Id="rId4" Type="${types}/worksheet" Target="worksheets/sheet2.xml"/></Relationships>`,
      },
      { name: "xl/sharedStrings.xml", content: `<sst>${strings}</sst>` },
      {
        name: "xl/styles.xml",
        content: `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[Red]dd/mm/yy"/><numFmt numFmtId="171" formatCode="0 &quot;days&quot;"/></numFmts><cellXfs><xf/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>`,
      },
      {
        name: "xl/worksheets/sheet1.xml",
        content: `<?xml version="1.0"?><worksheet><sheetData>${sheetData}</sheetData></worksheet>`,
      },
      { name: "xl/worksheets/sheet2.xml", content: "<worksheet><sheetData/></worksheet>" },
      ...more,
    ].filter(({ name }) => name !== without),
  );

const read = async (bytes: Uint8Array, name = "parts.xlsx") => {
  const reading = await readWorkbook({ name, bytes }, limits);
  return reading.ok ? reading.report : reading.problems.map(({ message }) => message).join(" ");
};

describe("A workbook is read", () => {
  it("cell by cell: texts of every kind, numbers, days, yes and no, and what formulas came to", async () => {
    const sheetData = [
      `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="inlineStr"><is><r><t>in </t></r><r><t>line</t></r></is></c></row>`,
      `<row r="4"><c r="B4" s="1"><v>46380</v></c><c s="2"><v>46380.4375</v></c><c s="3"><v>12</v></c></row>`,
      `<row><c><f>1+1</f><v>2</v></c><c t="str"><f>A1&amp;"x"</f><v>=cmd</v></c><c t="b"><v>1</v></c><c t="b"><v>0</v></c></row>`,
      `<row r="9"><c r="A9" s="1"/><c r="B9" t="s"><v>7</v></c></row>`,
      `<row r="10"><c r="A10"><f>HYPERLINK("http://x")</f></c><c r="B10" t="e"><v>#REF!</v></c></row>`,
    ].join("");
    const strings = "<si><r><t>Ti</t></r><r><t>tle_x000D__x005F_x</t></r><rPh><t>spoken</t></rPh></si>";
    expect(await read(workbook({ sheetData, strings }))).toEqual({
      sheet: "Parts",
      others: [],
      rows: [
        { line: 2, cells: ["Title\r_x", "", "in line"], faults: [] },
        { line: 4, cells: ["", "2026-12-24", "2026-12-24T10:30:00", "12"], faults: [] },
        { line: 5, cells: ["2", "=cmd", "yes", "no"], faults: [] },
        {
          line: 10,
          cells: ["", ""],
          faults: [
            {
              at: 0,
              why: "It holds a formula without a result. Open the file, save it and try again, or type the value.",
            },
            { at: 1, why: "It holds the error #REF!. Correct the formula, or type the value." },
          ],
        },
      ],
    });
  });

  it("from its first sheet that is not hidden; the others are named", async () => {
    const sheets = `<x:sheet name="Old" r:id="rId4" state="hidden"/><x:sheet name="New" r:id="rId1"/><x:sheet name="More" r:id="rId4"/>`;
    expect(await read(workbook({ sheets }))).toMatchObject({ sheet: "New", others: ["Old", "More"] });
  });

  it("with days as a spreadsheet counts them, its leap year 1900 and the count from 1904 included", () => {
    expect([1, 59, 61, 46_380, 0.5].map((serial) => dayOfSerial(serial, false))).toEqual([
      "1900-01-01",
      "1900-02-28",
      "1900-03-01",
      "2026-12-24",
      "12:00:00",
    ]);
    expect(dayOfSerial(44_918, true)).toBe("2026-12-24");
    expect([-1, 3_000_000, Number.NaN].map((serial) => dayOfSerial(serial, false))).toEqual([
      null,
      null,
      null,
    ]);
    const codes = ["General", "0.00", '"Day" 0', "[h]:mm", "yyyy-mm-dd", "[$-407]d. mmm", "#,##0 [Red]"];
    expect(codes.filter((code) => isDateFormat(200, code))).toEqual([
      "[h]:mm",
      "yyyy-mm-dd",
      "[$-407]d. mmm",
    ]);
  });
});

describe("What is no workbook that can be trusted is refused with what to do", () => {
  const row = (cells: string) => `<row>${cells}</row>`;
  const cell = (text: string) => `<c t="str"><v>${text}</v></c>`;
  const rows = (count: number) => row(cell("a")).repeat(count);
  it.each([
    ["no workbook", Buffer.from("a,b\n1,2\n")],
    ["old workbook", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1])],
    ["damaged or not complete", workbook().subarray(0, 300)],
    ["holds macros", workbook({ more: [{ name: "xl/vbaProject.bin", content: "x" }] })],
    ["binary workbook", zipOf([{ name: "xl/workbook.bin", content: "x" }])],
    ["OpenDocument", zipOf([{ name: "content.xml", content: "<x/>" }])],
    ["an archive and no workbook", zipOf([{ name: "notes.txt", content: "x" }])],
    ["is missing", workbook({ without: "xl/worksheets/sheet1.xml" })],
    ["is missing", workbook({ without: "xl/_rels/workbook.xml.rels" })],
    ["no sheet that can be seen", workbook({ sheets: "" })],
    ["the file is damaged", workbook({ sheetData: "<row>" })],
    ["the file is damaged", workbook({ sheetData: row("<c><v>&lol;</v></c>") })],
    ["the file is damaged", workbook({ sheetData: "<a>".repeat(60) })],
    ["more than 5 rows", workbook({ sheetData: rows(7) })],
    ["4 columns are the most", workbook({ sheetData: row('<c r="XFD1" t="str"><v>a</v></c>') })],
    ["more text than can be read", workbook({ sheetData: row(cell("a".repeat(501))) })],
    ["more than 200 times", workbook({ sheetData: `<!--${" ".repeat(40_000_000)}-->` })],
  ])("%s", async (says, bytes) => {
    const began = performance.now();
    expect(await read(bytes)).toContain(says);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it("a document type that would multiply itself", async () => {
    const content = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "${"a".repeat(1_000)}">]><worksheet><sheetData><row><c t="str"><v>&a;</v></c></row></sheetData></worksheet>`;
    const bytes = workbook({ more: [{ name: "xl/worksheets/sheet1.xml", content }] });
    expect(await read(bytes)).toContain("the file is damaged");
  });
});
