import writeWorkbook, { type Cell } from "write-excel-file/node";
import type { SheetCell } from "@/domain/item-sheet";

/** The first day a spreadsheet counts right; days before it are written as text. */
const firstDay = "1900-03-01";

/**
 * An XLSX file of one sheet. Its head stays in sight; numbers, days and yes-or-no are typed, and text is text, whatever it
 * begins with: nothing is ever a formula.
 */
export async function workbookOf(
  title: string,
  columns: readonly { readonly heading: string; readonly width: number }[],
  rows: readonly (readonly SheetCell[])[],
): Promise<Uint8Array> {
  const head = columns.map(({ heading }): Cell => ({ ...textCell(heading), fontWeight: "bold" }));
  const data = [head, ...rows.map((row) => row.map(cellOf))];
  const written = writeWorkbook(data, {
    sheet: sheetName(title),
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  });
  return new Uint8Array(await written.toBuffer());
}

/** A sheet's name as spreadsheets take it: 31 characters, without those that have a meaning in addresses. */
const sheetName = (title: string): string =>
  title
    .replace(/[\\/?*[\]:']|\p{Cc}/gu, " ")
    .trim()
    .slice(0, 31) || "Items";

function cellOf(cell: SheetCell): Cell {
  if (cell === null) return null;
  if (typeof cell === "number") return { value: cell, type: Number };
  if (typeof cell === "boolean") return { value: cell, type: Boolean };
  if (typeof cell === "string") return textCell(cell);
  if (cell.day < firstDay) return textCell(cell.day);
  return { value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: "yyyy-mm-dd" };
}

/**
 * Characters that XML has none for, or that the package leaves out, are written as workbooks do; so is what only looks like
 * that. Half a character, and one beyond the first plane that stands for nothing, become the sign for such.
 */
const textCell = (text: string): Cell & object => ({
  value: text
    .replace(/_x(?=[0-9A-Fa-f]{4}_)/g, "_x005F_x")
    .replace(/\p{Cs}|(?![\u{FDD0}-\u{FFFF}])\p{Noncharacter_Code_Point}/gu, "\uFFFD")
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to be written otherwise
    .replace(/[\u0000-\u0008\u000b\u000c\r\u000e-\u001f\ufdd0-\ufdef\ufffd-\uffff]/g, escaped)
    // The package keeps texts as names of an object, and loses those every object has: "toString".
    .replace(/^./, (first) => (text in Object.prototype ? escaped(first) : first)),
  type: String,
});

const escaped = (sign: string) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`;
