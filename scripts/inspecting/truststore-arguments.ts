import { parseArgs } from "node:util";
import type { InspectIo } from "./command";

/** What somebody asked of `inspect truststore`. */
export type TruststoreAsked = {
  readonly file: string;
  readonly old: string | null;
  readonly password: string | null;
  readonly at: Date;
  readonly window: { readonly start: Date; readonly end: Date } | null;
  readonly hypercareDays: number;
};

export const truststoreUsage =
  "truststore FILE [--password TEXT | --password-stdin] [--at DATE] [--window START/END] [--hypercare DAYS] [--old FILE]";

const options = {
  password: { type: "string" },
  "password-stdin": { type: "boolean" },
  at: { type: "string" },
  window: { type: "string" },
  hypercare: { type: "string" },
  old: { type: "string" },
} as const;

/** Reads the arguments, and the password where it is to come from standard input; or says what doesn't fit. */
export async function truststoreArguments(
  args: readonly string[],
  io: InspectIo,
): Promise<TruststoreAsked | { readonly unusable: readonly string[] }> {
  const parsed = parse(args);
  if (typeof parsed === "string") return { unusable: [parsed, `Usage: ${truststoreUsage}`] };
  const { values, positionals } = parsed;
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0)
    return { unusable: [`Give one file. Usage: ${truststoreUsage}`] };
  const fromStdin = values["password-stdin"] === true;
  if (fromStdin && (values.password !== undefined || file === "-" || values.old === "-"))
    return { unusable: ["Only one thing can come from standard input, and one password is enough."] };
  const at = values.at === undefined ? io.now : dateOf(values.at);
  if (at === null)
    return { unusable: [`--at ${values.at}: give a day like 2026-12-01 or a time in ISO 8601.`] };
  const window = values.window === undefined ? null : windowOf(values.window);
  if (window === "no window")
    return { unusable: [`--window ${values.window}: give two times, START/END, the earlier one first.`] };
  const hypercareDays = Number(values.hypercare ?? 14);
  if (!Number.isInteger(hypercareDays) || hypercareDays < 0 || hypercareDays > 3_650)
    return { unusable: [`--hypercare ${values.hypercare}: give a number of days.`] };
  const password = fromStdin ? passwordIn(await io.stdin()) : (values.password ?? null);
  return { file, old: values.old ?? null, password, at, window, hypercareDays };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    // Its first sentence names the option; what it holds may be a password typed in the wrong place.
    return error instanceof Error
      ? (/^[^.]*\./.exec(error.message)?.[0] ?? error.message)
      : "These arguments don't fit.";
  }
}

/** The line that was typed or piped, without its end. */
function passwordIn(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString("utf8")
    .replace(/\r?\n$/, "");
}

function windowOf(text: string): TruststoreAsked["window"] | "no window" {
  const [start, end, ...more] = text.split("/").map(dateOf);
  return start && end && more.length === 0 && start <= end ? { start, end } : "no window";
}

/** A day alone begins at midnight UTC. */
function dateOf(text: string): Date | null {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/.test(text)) return null;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date;
}
