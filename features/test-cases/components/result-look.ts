import type { VisualState } from "@/components/ui/tone";

/** What people can be told of a case: the domain's results, by their names. */
export type ResultName = "passed" | "failed" | "blocked" | "skipped" | "not_run";

export const resultLook: Readonly<Record<ResultName, { state: VisualState; word: string }>> = {
  passed: { state: "done", word: "passed" },
  failed: { state: "blocked", word: "failed" },
  blocked: { state: "waiting", word: "blocked" },
  skipped: { state: "na", word: "skipped" },
  not_run: { state: "idle", word: "not run" },
};

const letters: Readonly<Record<string, ResultName>> = {
  p: "passed",
  f: "failed",
  b: "blocked",
  s: "skipped",
  n: "not_run",
};

export type Cell = Readonly<{ result: ResultName; stale: boolean }>;

/** A small letter is a result as it stands, a capital one that is stale. Made once: filters read ten thousands of letters. */
const cells = new Map<string | undefined, Cell>(
  Object.entries(letters).flatMap(([letter, result]): [string, Cell][] => [
    [letter, { result, stale: false }],
    [letter.toUpperCase(), { result, stale: true }],
  ]),
);

/** One letter of `cells`: the result and whether it is stale; null where the case is not run. */
export const readCell = (letter: string | undefined): Cell | null => cells.get(letter) ?? null;

/** "passed, stale": a cell in words. */
export function cellWords(letter: string | undefined): string {
  const cell = readCell(letter);
  return cell ? `${resultLook[cell.result].word}${cell.stale ? ", stale" : ""}` : "not run here";
}
