import { CsvError, parse } from "csv-parse/sync";
import { AppError } from "@/lib/errors";
import { decodeText } from "@/lib/text-encoding";

export const csvDelimiters = [",", ";", "\t", "|"] as const;
export type CsvDelimiter = (typeof csvDelimiters)[number];

/** A table as read from a file: its head, and its rows with the line each begins in. */
export interface CsvTable {
  delimiter: CsvDelimiter;
  encoding: string;
  header: string[];
  rows: { line: number; cells: string[] }[];
}

/** Largest table read: bytes, rows and columns. */
export const csvLimit = { bytes: 5 * 1024 * 1024, rows: 5_000, columns: 100 } as const;

/**
 * Reads a CSV file whose first row is its head. Finds out encoding and delimiter; a given delimiter wins. Throws
 * `too_large`, `unsupported` (no text, no rows) or `invalid_input` (a quote that never ends, with its line).
 */
export function parseCsv(bytes: Uint8Array, given?: CsvDelimiter): CsvTable {
  if (bytes.length > csvLimit.bytes)
    throw new AppError("too_large", "The file is larger than 5 MiB. Split it and import the parts.");
  if (bytes[0] === 0x50 && bytes[1] === 0x4b)
    throw new AppError("unsupported", "This is a workbook or ZIP archive, not CSV. Save the sheet as CSV.");
  const { text, encoding } = decodeText(bytes, "Windows-1252");
  if (text.includes("\u0000"))
    throw new AppError("unsupported", "This is a binary file, not CSV. Save the sheet as CSV.");
  const delimiter = given ?? detectDelimiter(text);
  const records = read(text, delimiter);
  const [head, ...rows] = records;
  if (!head || rows.length === 0)
    throw new AppError(
      "unsupported",
      "The file has no rows below its head. The first row names the columns, each other row is one entry.",
    );
  if (head.cells.length > csvLimit.columns)
    throw new AppError(
      "unsupported",
      `The file has ${head.cells.length} columns; ${csvLimit.columns} are the most that can be read.`,
    );
  if (rows.length > csvLimit.rows)
    throw new AppError(
      "too_large",
      `The file has ${rows.length} rows; ${csvLimit.rows} are the most that are imported at once.`,
    );
  return { delimiter, encoding, header: head.cells.map((cell) => cell.trim()), rows };
}

interface Row {
  record: string[];
  raw: string;
  info: { lines: number };
}

function read(text: string, delimiter: CsvDelimiter): CsvTable["rows"] {
  try {
    // The library's types don't know what `info` and `raw` make of a row.
    const rows = parse(text, {
      delimiter,
      info: true,
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
      bom: true,
    }) as unknown as Row[];
    return rows
      .map(({ record, raw, info }) => ({
        line: info.lines - (raw.trim().match(/\r\n|\n|\r/g)?.length ?? 0),
        cells: record,
      }))
      .filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new AppError(
      "invalid_input",
      `The CSV can't be read: ${error.message.replace(/^[A-Z][^:]*:\s*/, "")}.`,
    );
  }
}

/** The delimiter that splits the first lines into the most columns, outside of quotes; a comma when none does. */
function detectDelimiter(text: string): CsvDelimiter {
  const counts = new Map<string, number>(csvDelimiters.map((delimiter) => [delimiter, 0]));
  let quoted = false;
  for (const char of text.slice(0, 4_000)) {
    if (char === '"') quoted = !quoted;
    // The head alone decides: text in the rows is full of commas.
    else if (!quoted && (char === "\n" || char === "\r")) break;
    else if (!quoted && counts.has(char)) counts.set(char, (counts.get(char) ?? 0) + 1);
  }
  let best: CsvDelimiter = ",";
  for (const delimiter of csvDelimiters)
    if ((counts.get(delimiter) ?? 0) > (counts.get(best) ?? 0)) best = delimiter;
  return best;
}
