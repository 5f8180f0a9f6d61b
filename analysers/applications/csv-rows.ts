import { CsvError, parse } from "csv-parse/sync";

export type CsvRows = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

const delimiters = [",", ";", "\t", "|"] as const;

/** The rows of a CSV whose delimiter its first line tells; or why it can't be read, and where. */
export function readRows(text: string): CsvRows | { fault: string; line: number | null } {
  const start = text.search(/\S/);
  const end = text.slice(start).search(/[\r\n]/);
  const first =
    end < 0 ? text.slice(start, start + 10_000) : text.slice(start, start + Math.min(end, 10_000));
  const delimiter = delimiters.reduce((best, next) =>
    first.split(next).length > first.split(best).length ? next : best,
  );
  try {
    const [head, ...rows] = parse(text, {
      delimiter,
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: 100_000,
    }) as string[][];
    return { head: head ?? [], rows };
  } catch (error) {
    if (!(error instanceof CsvError)) return { fault: "its rows can't be told apart", line: null };
    const line = Number((error as { lines?: unknown }).lines);
    const fault =
      error.code === "CSV_MAX_RECORD_SIZE"
        ? "a row is longer than any is, perhaps because a quote is never closed"
        : "a quote is opened and never closed";
    return { fault, line: Number.isInteger(line) ? line : null };
  }
}
