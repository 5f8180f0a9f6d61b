import { counted } from "../sentence";
import type { MarkAt } from "./facts";

/** How a run of a migration client ended. Only its own end proves one: a server says "started" after a failed run, too. */
export const runVerdicts = ["completed", "unfinished", "failed"] as const;
export type RunVerdict = (typeof runVerdicts)[number];

export type LogRun = {
  readonly client: string;
  readonly verdict: RunVerdict;
  readonly message: string;
  readonly first: string | null;
  readonly last: string | null;
  /** Parts of the run, as one for each release on the way, that began and that were completed. */
  readonly began: number;
  readonly completed: number;
  /** Errors the client itself logged while it ran. */
  readonly errors: number;
  /** The line that says that it failed; null where none does. */
  readonly failure: string | null;
  readonly file: string;
};

/** Runs in what several files say in whatever order: by time, and where lines have none, by file and line. */
export function judgeRuns(marks: readonly MarkAt[]): LogRun[] {
  const runs: LogRun[] = [];
  for (const client of [...new Set(marks.map((mark) => mark.client))].sort()) {
    let current: MarkAt[] = [];
    const close = () => {
      if (current.some(({ mark }) => mark !== "error" && mark !== "closes")) runs.push(judgeRun(current));
      current = [];
    };
    for (const mark of marks.filter((one) => one.client === client).sort(byTime)) {
      if (mark.mark === "opens") close();
      current.push(mark);
      if (mark.mark === "closes") close();
    }
    close();
  }
  return runs.sort((a, b) => compare(a.first ?? "", b.first ?? "") || compare(a.client, b.client));
}

/** The last run of each client: one that went wrong and was repeated has been answered. */
export function judgedRuns<Run extends Pick<LogRun, "client">>(runs: readonly Run[]): Run[] {
  return runs.filter((run, at) => !runs.slice(at + 1).some(({ client }) => client === run.client));
}

function judgeRun(marks: readonly MarkAt[]): LogRun {
  const times = (mark: MarkAt["mark"]) =>
    marks.filter((one) => one.mark === mark).reduce((sum, one) => sum + one.times, 0);
  const began = times("begins");
  const completed = times("completes");
  const errors = times("error");
  const failure = marks.find(({ mark }) => mark === "fails") ?? null;
  const known = marks.flatMap(({ time }) => time ?? []);
  // A client without parts says once that it is through.
  const verdict = failure ? "failed" : completed > 0 && completed >= began ? "completed" : "unfinished";
  return {
    client: marks[0]?.client ?? "",
    verdict,
    message: messageOf(verdict, began, completed, errors),
    first: known[0] ?? null,
    last: known.at(-1) ?? null,
    began,
    completed,
    errors,
    failure: failure?.text ?? null,
    file: marks[0]?.file ?? "",
  };
}

function messageOf(verdict: RunVerdict, began: number, completed: number, errors: number): string {
  const logged = errors === 0 ? "" : ` It logged ${counted(errors, "error")} on its way.`;
  switch (verdict) {
    case "completed":
      return `Reached its own end.${logged}`;
    case "failed":
      return `Failed by its own word, ${completed} of ${counted(Math.max(began, completed), "part")} completed.${logged}`;
    case "unfinished":
      return began > 0
        ? `Has no end: ${counted(began, "part")} began, ${completed} completed. A server that started is no proof.${logged}`
        : `Has no end. A server that started is no proof.${logged}`;
  }
}

function byTime(a: MarkAt, b: MarkAt): number {
  return compare(a.time ?? "", b.time ?? "") || compare(a.file, b.file) || a.line - b.line;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
