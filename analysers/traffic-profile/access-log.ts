import type { LineReader } from "./rows";
import { readAccessTime } from "./time-stamp";

/** The time in brackets, then the request in quotes or bare: common, combined and WSO2's own pattern all begin so. */
const entry = /^\S+ \S+ .*?\[(\d{1,2}\/[A-Z][a-z]{2}\/\d{4}:\d{2}:\d{2}:\d{2} [+-]\d{4})\] /;

/** Lines looked at to tell an access log from CSV. */
const looked = 20;

export const isAccessLog = (lines: readonly string[]): boolean =>
  lines
    .filter((line) => line.trim() !== "")
    .slice(0, looked)
    .some((line) => entry.test(line));

/**
 * Counts the lines of an access log in intervals of this many ms. Between the first and the last line an interval without
 * one had no traffic; the first and the last interval are cut and left out. Lines of another form are told of.
 */
export function accessLogSamples(interval: number): LineReader {
  const counts = new Map<number, number>();
  let rows = 0;
  let [strange, firstStrange] = [0, 0];
  return {
    line: (text, number) => {
      if (text.trim() === "") return null;
      const at = readAccessTime(entry.exec(text)?.[1] ?? "");
      if (at === null) {
        strange += 1;
        firstStrange ||= number;
        return null;
      }
      rows += 1;
      const slot = Math.floor(at / interval);
      counts.set(slot, (counts.get(slot) ?? 0) + 1);
      return null;
    },
    end: ({ samples, notes }, faults) => {
      if (strange > rows / 10) {
        faults.push({
          line: firstStrange,
          message: `${strange} lines have no time like [02/Nov/2026:13:55:36 +0100]. Give an access log in common or combined format, or WSO2's http_access log.`,
        });
        return;
      }
      const slots = [...counts.keys()];
      // A plain minimum: half a million arguments are too many for Math.min.
      const first = slots.reduce((least, slot) => Math.min(least, slot), Number.POSITIVE_INFINITY);
      const last = slots.reduce((most, slot) => Math.max(most, slot), Number.NEGATIVE_INFINITY);
      if (last - first > 200_000) {
        faults.push({ line: null, message: "The log covers years. Give a shorter time." });
        return;
      }
      for (let slot = first + 1; slot < last; slot += 1)
        samples.push({ line: 0, at: slot * interval, count: counts.get(slot) ?? 0 });
      if (strange > 0)
        notes.push({
          kind: "left_out",
          count: strange,
          message: `${strange} ${strange === 1 ? "line is" : "lines are"} no request and ${strange === 1 ? "is" : "are"} left out, the first is line ${firstStrange}.`,
        });
    },
    rows: () => rows,
  };
}
