import { columnOf, dayOfSerial, typedText } from "./cell-value";
import { WorkbookFault, walkXml } from "./workbook-xml";

/** A row of a sheet with something in it. Cells are texts: days as 2026-12-24, true as yes. */
export type WorkbookRow = {
  /** As the spreadsheet numbers it. */
  readonly line: number;
  readonly cells: readonly string[];
  /** Cells without a value that can be read, by column counted from 0, with what to do. */
  readonly faults: readonly { readonly at: number; readonly why: string }[];
};

export type SheetLimits = { readonly rows: number; readonly columns: number; readonly characters: number };

/** What cells point at. */
export type Shared = {
  readonly strings: readonly string[];
  /** By style: whether its numbers are days. */
  readonly dates: readonly boolean[];
  readonly since1904: boolean;
};

type Cell = { at: number; type: string; style: number; value: string; valued: boolean; formula: boolean };

/** Reads the rows of a sheet that hold something. Throws `WorkbookFault` at the first row, column or letter too many. */
export async function readRows(
  part: string,
  bytes: Uint8Array,
  shared: Shared,
  limits: SheetLimits,
): Promise<WorkbookRow[]> {
  const rows: WorkbookRow[] = [];
  let line = 0;
  let next = 0;
  let characters = 0;
  let cells: string[] = [];
  let faults: { at: number; why: string }[] = [];
  let cell: Cell | null = null;

  const put = ({ at, ...rest }: Cell) => {
    const read = readCell(rest, shared);
    if ("why" in read) faults.push({ at, why: read.why });
    else if (read.text === "") return;
    if (at >= limits.columns)
      throw new WorkbookFault(
        `row ${line} has something in column ${at + 1}; ${limits.columns} columns are the most that can be read`,
      );
    while (cells.length < at) cells.push("");
    cells[at] = "text" in read ? read.text : "";
    characters += cells[at]?.length ?? 0;
    if (characters > limits.characters)
      throw new WorkbookFault("it holds more text than can be read at once. Split it and import the parts");
  };

  await walkXml(part, bytes, {
    open: (name, attribute, inside) => {
      const around = inside.at(-2);
      if (name === "row" && around === "sheetData") {
        line = numbered(attribute("r")) ?? line + 1;
        next = 0;
        cells = [];
        faults = [];
      } else if (name === "c" && around === "row") {
        const at = columnOf(attribute("r") ?? "") ?? next;
        next = at + 1;
        const style = numbered(attribute("s")) ?? 0;
        cell = { at, type: attribute("t") ?? "n", style, value: "", valued: false, formula: false };
      } else if (cell && name === "f") cell.formula = true;
      else if (cell && (name === "v" || name === "is")) cell.valued = true;
    },
    text: (text, inside) => {
      if (!cell) return;
      const name = inside.at(-1);
      if (name === "v" || (name === "t" && inside.includes("is") && !inside.includes("rPh")))
        cell.value += text;
    },
    close: (name, inside) => {
      if (name === "c" && cell) {
        put(cell);
        cell = null;
      } else if (
        name === "row" &&
        inside.at(-2) === "sheetData" &&
        (cells.some(holds) || faults.length > 0)
      ) {
        rows.push({ line, cells, faults });
        if (rows.length > limits.rows + 1)
          throw new WorkbookFault(
            `it has more than ${limits.rows.toLocaleString("en")} rows. Split it and import the parts`,
          );
      }
    },
  });
  return rows;
}

const holds = (text: string) => text.trim() !== "";

const numbered = (text: string | null): number | null =>
  text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;

function readCell(
  { type, style, value, valued, formula }: Omit<Cell, "at">,
  { strings, dates, since1904 }: Shared,
): { text: string } | { why: string } {
  if (formula && !valued)
    return {
      why: "It holds a formula without a result. Open the file, save it and try again, or type the value.",
    };
  switch (type) {
    case "s":
      return { text: strings[numbered(value.trim()) ?? -1] ?? "" };
    case "inlineStr":
    case "str":
      return { text: typedText(value) };
    case "b":
      return { text: value.trim() === "1" ? "yes" : value.trim() === "" ? "" : "no" };
    case "e":
      return {
        why: `It holds the error ${value.trim().slice(0, 20)}. Correct the formula, or type the value.`,
      };
    case "d":
      return { text: value.trim() };
    default: {
      if (value.trim() === "") return { text: "" };
      const number = Number(value);
      if (!Number.isFinite(number)) return { why: "It holds no number that can be read. Type it anew." };
      return { text: (dates[style] ? dayOfSerial(number, since1904) : null) ?? String(number) };
    }
  }
}
