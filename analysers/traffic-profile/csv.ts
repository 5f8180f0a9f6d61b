import type { ZoneClock } from "@/domain/window/zone-clock";
import type { LineReader } from "./rows";
import { readTime } from "./time-stamp";

const delimiters = [";", "\t", "|", ","] as const;
const timeNames = /^(time|timestamp|time ?stamp|date|datetime|_time|zeit|zeitpunkt|datum)$/i;
const countNames = /^(count|counts|requests|hits|calls|value|total|sum|number|anzahl|anfragen)$/i;
/** What monitoring writes where it has no number. */
const nothing = /^(|-|null|nan|none|n\/a|undefined)$/i;
const number = /^\d+(\.\d+)?(e[+-]?\d+)?$/i;

/** Cells of a line; quotes around one are taken off. Time stamps and numbers hold no quotes themselves. */
const cellsOf = (line: string, delimiter: string): string[] =>
  line.split(delimiter).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, "$1")
      .trim(),
  );

/** The first delimiter that splits the first line in two; times like "2.11.2026, 08:00" come with another one before. */
const delimiterOf = (line: string): string => delimiters.find((one) => line.includes(one)) ?? ",";

/**
 * Reads rows of time stamp and count. A first row without a time is the head, which may name the two columns. Where clocks
 * go back, the first row of a time is the earlier hour, the second the later one.
 */
export function csvSamples(lines: readonly string[], clock: ZoneClock): LineReader {
  const head = lines.findIndex((line) => line.trim() !== "");
  const delimiter = delimiterOf(lines[head] ?? "");
  let columns = { time: 0, count: 1 };
  const samples: { line: number; at: number; count: number | null }[] = [];
  const twice = new Set<string>();
  const jumped: number[] = [];
  let doubled = 0;
  return {
    line: (text, at) => {
      if (text.trim() === "") return null;
      const cells = cellsOf(text, delimiter);
      const stamp = cells[columns.time] ?? "";
      const meant = readTime(stamp, clock);
      if (meant === null && at - 1 === head) {
        columns = columnsOf(cells);
        return null;
      }
      if (cells.length < 2) return "There is one column. Give a time stamp and a count in each row.";
      if (meant === null)
        return `“${stamp.slice(0, 40)}” is no time. Give one like 2026-11-02T08:00:00Z or 2026-11-02 08:00.`;
      const value = cells[columns.count] ?? "";
      if (!nothing.test(value) && !number.test(value))
        return `“${value.slice(0, 40)}” is no count. Give a number like 1200, without signs between the digits.`;
      const [first, second] = meant;
      if (first === undefined) {
        jumped.push(at);
        return null;
      }
      const again = second !== undefined && twice.has(stamp);
      if (second !== undefined) {
        doubled += 1;
        twice.add(stamp);
      }
      const count = nothing.test(value) ? null : Number(value);
      samples.push({ line: at, at: again && second !== undefined ? second : first, count });
      return null;
    },
    end: (rows, faults) => {
      if (samples.length === 0 && faults.length === 0)
        faults.push({ line: null, message: "There are no rows. Each row has a time stamp and a count." });
      for (const sample of samples) rows.samples.push(sample);
      if (jumped.length > 0)
        rows.notes.push({
          kind: "left_out",
          count: jumped.length,
          message: `${jumped.length} ${jumped.length === 1 ? "row has a time" : "rows have times"} over which clocks jump in this zone, left out; the first is line ${jumped[0]}. Is the zone right?`,
        });
      if (doubled > 0 && twice.size === doubled)
        rows.notes.push({
          kind: "missing",
          count: doubled,
          message: `Where clocks go back, ${doubled === 1 ? "a time" : `${doubled} times`} should appear twice and ${doubled === 1 ? "appears" : "appear"} once: taken for the earlier hour.`,
        });
    },
    rows: () => samples.length,
  };
}

function columnsOf(head: readonly string[]): { time: number; count: number } {
  const time = Math.max(
    0,
    head.findIndex((cell) => timeNames.test(cell)),
  );
  const named = head.findIndex((cell) => countNames.test(cell));
  return { time, count: named >= 0 ? named : time === 0 ? 1 : 0 };
}
