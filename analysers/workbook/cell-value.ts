/** Formats a workbook need not explain: dates and times of every language. */
const known = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;

/** Whether numbers of this format are shown as days or times. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return known.some(([from, to]) => id >= from && id <= to);
  const letters = code.replace(/"[^"]*"|\[[^\]]*\]|[\\_*]./g, "");
  return /[dmyhs]/i.test(letters) && !/general/i.test(letters);
}

const dayLength = 86_400;

/** What a workbook counts days from; it takes 1900 for a leap year, so that the days before its March are one off. */
const beginnings = {
  at1900: Date.UTC(1899, 11, 30),
  before: Date.UTC(1899, 11, 31),
  at1904: Date.UTC(1904, 0, 1),
};

/** The day (2026-12-24), the moment (2026-12-24T10:30:00) or the time of day (10:30:00) that a number of days stands for. */
export function dayOfSerial(serial: number, since1904: boolean): string | null {
  if (!(serial >= 0 && serial < 2_958_466)) return null;
  const from = since1904 ? beginnings.at1904 : serial < 60 ? beginnings.before : beginnings.at1900;
  const seconds = Math.round(serial * dayLength);
  const iso = new Date(from + seconds * 1000).toISOString();
  if (serial < 1 && !since1904) return iso.slice(11, 19);
  return seconds % dayLength === 0 ? iso.slice(0, 10) : iso.slice(0, 19);
}

/** A text as it was typed: workbooks write characters that XML has none for as _x000D_. */
export function typedText(text: string): string {
  if (!text.includes("_x")) return text;
  return text
    .replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replace(/\p{Cs}/gu, "\uFFFD");
}

/** The column an address names, counted from 0: "C7" is 2. Null for what is no address. */
export function columnOf(address: string): number | null {
  const letters = /^\$?([A-Z]{1,3})\$?\d+$/i.exec(address)?.[1]?.toUpperCase();
  if (letters === undefined) return null;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
