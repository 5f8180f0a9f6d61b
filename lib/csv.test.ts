import { describe, expect, it } from "vitest";
import { parseCsv } from "@/lib/csv";

const refusal = (bytes: Uint8Array) => {
  try {
    parseCsv(bytes);
    return "read";
  } catch (error) {
    return (error as Error).message;
  }
};

describe("A table is read however the spreadsheet saved it", () => {
  it.each([[","], [";"], ["\t"], ["|"]] as const)(
    "finds the delimiter “%s”, not misled by quoted text and rows full of others",
    (delimiter) => {
      const head = [`"a, b; c | d"`, "Title", "Steps"].join(delimiter);
      const table = parseCsv(
        Buffer.from(`${head}\r\n${["x", "y", `"1, 2; 3 | 4, 5; 6"`].join(delimiter)}\r\n`),
      );
      expect(table).toMatchObject({
        delimiter,
        encoding: "UTF-8",
        header: ["a, b; c | d", "Title", "Steps"],
        rows: [{ line: 2, cells: ["x", "y", "1, 2; 3 | 4, 5; 6"] }],
      });
    },
  );

  it("finds the encoding: marks, UTF-16, and Windows-1252 where it is no UTF-8", () => {
    const text = "Title;Owner\nPrüfen;Jürgen\n";
    const named = (bytes: Uint8Array) => ({
      encoding: parseCsv(bytes).encoding,
      cells: parseCsv(bytes).rows[0]?.cells,
    });
    expect(named(Buffer.from(`\ufeff${text}`))).toEqual({ encoding: "UTF-8", cells: ["Prüfen", "Jürgen"] });
    expect(named(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, "utf16le")]))).toEqual({
      encoding: "UTF-16",
      cells: ["Prüfen", "Jürgen"],
    });
    expect(named(Buffer.from(text, "latin1"))).toEqual({
      encoding: "Windows-1252",
      cells: ["Prüfen", "Jürgen"],
    });
  });

  it("names the line a row begins in, with quoted line breaks and empty lines before it", () => {
    const table = parseCsv(Buffer.from(`Title,Steps\n"a","1\n2\n3"\n\n\nb,x\n,,\nc\n`));
    expect(table.rows).toEqual([
      { line: 2, cells: ["a", "1\n2\n3"] },
      { line: 7, cells: ["b", "x"] },
      { line: 9, cells: ["c"] },
    ]);
  });
});

describe("What is no table is refused with a reason", () => {
  it.each([
    ["no rows", Buffer.from("Title,Steps\n")],
    ["no rows", Buffer.from("")],
    ["workbook", Buffer.from("PK\u0003\u0004")],
    ["binary", Buffer.from("a,b\n\u0000,c\n")],
    ["can't be read", Buffer.from(`Title,Steps\n"a,b\n`)],
    ["5000 are the most", Buffer.from(`Title\n${"a\n".repeat(5_001)}`)],
    ["larger than 5 MiB", Buffer.alloc(5 * 1024 * 1024 + 1, 0x61)],
    ["101 columns", Buffer.from(`${Array(101).fill("a").join(",")}\nb\n`)],
  ])("%s", (named, bytes) => expect(refusal(bytes)).toContain(named));
});
