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

/** One letter of `cells`: the result and whether it is stale; null where the case is not run. */
export function readCell(letter: string | undefined): { result: ResultName; stale: boolean } | null {
  const result = letters[letter?.toLowerCase() ?? ""];
  return result ? { result, stale: letter !== letter?.toLowerCase() } : null;
}

/** "passed, stale": a cell in words. */
export function cellWords(letter: string | undefined): string {
  const cell = readCell(letter);
  return cell ? `${resultLook[cell.result].word}${cell.stale ? ", stale" : ""}` : "not run here";
}
