import type { ProfileNote, Sample } from "@/domain/window/profile";
import type { Unreadable } from "../limits";

/** What was read so far. */
export type Rows = { samples: Sample[]; notes: ProfileNote[] };

/** What can't be read, by line. */
export type Faults = { line: number | null; message: string }[];

/** Reads lines one after the other; `line` answers what is wrong with one. */
export type LineReader = {
  readonly line: (text: string, number: number) => string | null;
  readonly end: (rows: Rows, faults: Faults) => void;
  readonly rows: () => number;
};

/** The faults of a file as every analyser tells them; the first twenty and how many more. */
export function unreadable(file: string, faults: Faults): { ok: false; problems: Unreadable[] } {
  const shown = faults.slice(0, 20).map(({ line, message }) => ({ file, line, column: null, message }));
  const rest = faults.length - shown.length;
  if (rest === 0) return { ok: false, problems: shown };
  const more = { file, line: null, column: null, message: `${rest} more lines can't be read.` };
  return { ok: false, problems: [...shown, more] };
}
