const widest = 48;
const gap = "  ";

/** A table as plain lines: every column but the last as wide as it needs to be, the last one folded below itself. */
export function printTable(
  { columns, rows }: { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] },
  terminalWidth: number,
): string {
  if (rows.length === 0) return "";
  const cells = [columns.map((name) => name.toUpperCase()), ...rows].map((row) =>
    columns.map((_, at) => printable(row[at] ?? "")),
  );
  const last = columns.length - 1;
  const widths = columns.map((_, at) =>
    Math.min(widest, Math.max(...cells.map((row) => row[at]?.length ?? 0))),
  );
  const before = widths.slice(0, last).reduce((sum, width) => sum + width + gap.length, 0);
  const rest = Math.max(30, terminalWidth - before);
  return cells
    .map((row) => {
      const head = row
        .slice(0, last)
        .map((cell, at) => clipped(cell, widths[at] ?? 0))
        .join(gap);
      const [first = "", ...more] = folded(row[last] ?? "", rest);
      const line = last === 0 ? first : `${head}${gap}${first}`;
      return [line, ...more.map((text) => " ".repeat(before) + text)]
        .map((text) => `${text.trimEnd()}\n`)
        .join("");
    })
    .join("");
}

/** Names in files may hold what makes a terminal jump. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "\uFFFD");
}

function clipped(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
}

function folded(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
