import { isZip } from "@/analysers/archive";
import { isOldWorkbook, readWorkbook } from "@/analysers/workbook/read-workbook";
import { cleanFileName } from "@/domain/file-name";
import type { ItemRow } from "@/domain/item-sheet-row";
import { sha256 } from "@/lib/audit";
import { csvLimit, parseCsv } from "@/lib/csv";
import { AppError } from "@/lib/errors";

/** A table of items as sent, before it is compared with anything. */
export interface SheetFile {
  fileName: string;
  sha256: string;
  format: "csv" | "xlsx";
  /** How it was read, in words: "UTF-8, semicolon-separated", or which sheet. */
  reading: string;
  /** Sheets of a workbook that are not read. */
  otherSheets: readonly string[];
  header: readonly string[];
  rows: readonly ItemRow[];
}

const separated = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" } as const;

/** What a CSV of this size can hold, a workbook may hold too: a letter is at most a byte less. */
const characters = 2 * csvLimit.bytes;

/** Reads the file of an import of items, before any lock is held. Known by its bytes, whatever it is called. */
export async function readSheetFile({ file }: { file: File }): Promise<SheetFile> {
  if (file.size > csvLimit.bytes)
    throw new AppError("too_large", "The file is larger than 5 MiB. Split it and import the parts.");
  const bytes = new Uint8Array(await file.arrayBuffer());
  const fileName = cleanFileName(file.name);
  const about = { fileName, sha256: sha256(bytes) };
  if (!isZip(bytes) && !isOldWorkbook(bytes)) {
    const { encoding, delimiter, header, rows } = parseCsv(bytes);
    return {
      ...about,
      format: "csv",
      reading: `${encoding}, ${separated[delimiter]}-separated`,
      otherSheets: [],
      header,
      rows: rows.map((row) => ({ ...row, faults: [] })),
    };
  }
  const { rows: most, columns } = csvLimit;
  const read = await readWorkbook({ name: fileName, bytes }, { rows: most, columns, characters });
  if (!read.ok)
    throw new AppError("unsupported", read.problems.map(({ message }) => message).join(" "), {
      problems: read.problems,
    });
  const { sheet, others, rows } = read.report;
  const [head, ...below] = rows;
  if (!head || below.length === 0)
    throw new AppError(
      "unsupported",
      `The sheet “${sheet}” has no rows below its head. The first row names the columns, each other row is one item.`,
    );
  if (head.faults[0]) throw new AppError("unsupported", `A heading can't be read. ${head.faults[0].why}`);
  return {
    ...about,
    format: "xlsx",
    reading: `sheet “${sheet}”`,
    otherSheets: others,
    header: head.cells.map((cell) => cell.trim()),
    rows: below,
  };
}
