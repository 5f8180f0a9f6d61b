/** A spreadsheet runs what begins like this as a formula, also from a cell somebody else typed. */
const formula = /^[\t\r\n ]*[=+\-@]/;

/** What Excel needs to read a file as UTF-8. */
export const csvByteOrderMark = "\uFEFF";

/**
 * One line of a CSV file (RFC 4180): every text quoted. A text that a spreadsheet would run as a formula gets an
 * apostrophe in front, as OWASP advises; numbers stay numbers.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cellOf).join(",")}\r\n`;
}

function cellOf(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const harmless = formula.test(value) ? `'${value}` : value;
  return `"${harmless.replaceAll('"', '""')}"`;
}
