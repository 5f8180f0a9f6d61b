import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";

/** One YAML file of a playbook. Names inside a folder use "/": "phases/01-plan.yaml". */
export type PlaybookFile = { readonly name: string; readonly text: string };

/** Something wrong in a file. Lines and columns count from 1; the key is the path within the file, "" for its top. */
export type PlaybookProblem = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly key: string;
  readonly message: string;
};

export type PlaybookReading<Content> =
  | { readonly ok: true; readonly playbook: Content }
  | { readonly ok: false; readonly problems: readonly PlaybookProblem[] };

type Path = readonly (string | number)[];
type Issue = z.core.$ZodIssue;
type Parsed = { readonly name: string; readonly document: Document; readonly lines: LineCounter };

/** Bytes of all files of a playbook together. */
export const playbookBytes = 2 * 1024 * 1024;
const mostFiles = 100;
const mostAliases = 50;
const mostProblems = 100;
/** The first syntax errors say what is wrong; the rest is what follows from them. */
const mostSyntaxErrors = 5;
const phaseFile = /(^|\/)phases\/[^/]+\.ya?ml$/;

/**
 * Reads a playbook from one file that holds everything, or from the files of a folder: every `phases/*.yaml` is a phase,
 * in order of names, and the keys of all other files are put together. The answer is the schema's output, or every
 * problem with the place to mend it. Never throws on any text.
 */
export function readPlaybook<Content>(
  files: readonly PlaybookFile[],
  schema: z.ZodType<Content>,
): PlaybookReading<Content> {
  const refused = limits(files);
  if (refused !== null) return { ok: false, problems: [refused] };
  const parsed: Parsed[] = [];
  const problems: PlaybookProblem[] = [];
  for (const file of [...files].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const result = parseFile(file);
    if ("document" in result) parsed.push(result);
    else problems.push(...result.problems);
  }
  if (problems.length > 0) return { ok: false, problems };

  const assembled = assemble(parsed);
  if ("problems" in assembled) return { ok: false, problems: assembled.problems };
  const result = schema.safeParse(assembled.content, { reportInput: true });
  if (result.success) return { ok: true, playbook: result.data };
  const located = result.error.issues.flatMap((issue) =>
    plainIssues(issue).map(({ path, message }) => problemAt(assembled.place(path), message)),
  );
  return { ok: false, problems: sorted(located).slice(0, mostProblems) };
}

function limits(files: readonly PlaybookFile[]): PlaybookProblem | null {
  const first = files[0];
  if (first === undefined) return problem("", "There is no file.");
  if (files.length > mostFiles) return problem(first.name, `More than ${mostFiles} files.`);
  const bytes = files.reduce((sum, file) => sum + new TextEncoder().encode(file.text).length, 0);
  return bytes > playbookBytes ? problem(first.name, "A playbook is at most 2 MB.") : null;
}

function parseFile(file: PlaybookFile): Parsed | { readonly problems: readonly PlaybookProblem[] } {
  const lines = new LineCounter();
  try {
    const document = parseDocument(file.text, { lineCounter: lines, prettyErrors: false });
    const problems = [...document.errors, ...document.warnings].map((error) => {
      const { line, col } = lines.linePos(error.pos[0]);
      return { file: file.name, line, column: col, key: "", message: error.message };
    });
    if (problems.length > 0) return { problems: problems.slice(0, mostSyntaxErrors) };
    if (!isMap(document.contents))
      return { problems: [problem(file.name, "The file has no keys at its top.")] };
    return { name: file.name, document, lines };
  } catch (error) {
    // A text nested some ten thousand levels deep exhausts the parser's stack.
    if (!(error instanceof RangeError)) throw error;
    return { problems: [problem(file.name, "The file is nested too deeply.")] };
  }
}

type Place = { readonly parsed: Parsed; readonly path: Path };
type Assembled = { readonly content: Record<string, unknown>; readonly place: (path: Path) => Place };

function assemble(parsed: readonly Parsed[]): Assembled | { readonly problems: readonly PlaybookProblem[] } {
  const content: Record<string, unknown> = {};
  const owners = new Map<string, Parsed>();
  const phases: Parsed[] = [];
  const problems: PlaybookProblem[] = [];
  for (const file of parsed) {
    const values = valuesOf(file);
    if (typeof values === "string") problems.push(problem(file.name, values));
    else if (parsed.length > 1 && phaseFile.test(file.name)) {
      phases.push(file);
      content.phases = [...(Array.isArray(content.phases) ? content.phases : []), values];
    } else {
      for (const [key, value] of Object.entries(values)) {
        const owner = owners.get(key);
        if (owner === undefined) {
          owners.set(key, file);
          content[key] = value;
        } else {
          problems.push(
            problemAt({ parsed: file, path: [key] }, `“${key}” is already given in ${owner.name}.`),
          );
        }
      }
    }
  }
  const keys = owners.get("phases");
  if (keys !== undefined && phases.length > 0) {
    problems.push(
      problemAt({ parsed: keys, path: ["phases"] }, "Phases are given in files of their own already."),
    );
  }
  const top = parsed.find((file) => /(^|\/)playbook\.ya?ml$/.test(file.name)) ?? parsed[0];
  if (problems.length > 0 || top === undefined) return { problems };
  const place = (path: Path): Place => {
    const [key, index] = path;
    const phase = key === "phases" && typeof index === "number" ? phases[index] : undefined;
    if (phase !== undefined) return { parsed: phase, path: path.slice(2) };
    return { parsed: owners.get(String(key)) ?? top, path };
  };
  return { content, place };
}

function valuesOf(file: Parsed): Record<string, unknown> | string {
  try {
    const values: unknown = file.document.toJS({ maxAliasCount: mostAliases });
    if (typeof values !== "object" || values === null) return "The file has no keys at its top.";
    return Object.fromEntries(Object.entries(values));
  } catch (error) {
    if (error instanceof ReferenceError) return "The file repeats itself through too many aliases.";
    if (error instanceof RangeError) return "The file is nested too deeply.";
    throw error;
  }
}

/** A union answers with one issue per alternative; the one that got furthest is what the writer meant. */
function plainIssues(
  issue: Issue,
  base: Path = [],
): readonly { readonly path: Path; readonly message: string }[] {
  const path = [...base, ...issue.path.map((part) => (typeof part === "symbol" ? part.toString() : part))];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `The key “${key}” is not known here.`,
    }));
  }
  if (issue.code === "invalid_union") {
    const meant = issue.errors.filter(
      (errors) => errors.length > 0 && errors.every(({ path: p }) => p.length > 0),
    );
    const best = meant.sort((a, b) => a.length - b.length)[0];
    const deeper = best?.filter((inner) => inner.code !== "invalid_type" || inner.input !== undefined) ?? [];
    if (best !== undefined && deeper.length === best.length) {
      return best.flatMap((inner) => plainIssues(inner, path));
    }
  }
  return [{ path, message: issue.message }];
}

/** The line of the key that is meant; for a key that is missing, the line of what it is missing from. */
function problemAt({ parsed, path }: Place, message: string): PlaybookProblem {
  let node: unknown = parsed.document.contents;
  let offset = isMap(node) ? (node.range?.[0] ?? 0) : 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      if (pair === undefined) break;
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node) && typeof part === "number") {
      node = node.items[part];
      if (isMap(node) || isSeq(node) || isScalar(node)) offset = node.range?.[0] ?? offset;
    } else break;
  }
  const { line, col } = parsed.lines.linePos(offset);
  return { file: parsed.name, line, column: col, key: keyText(path), message };
}

function keyText(path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === "number" ? `${text}[${part}]` : text === "" ? part : `${text}.${part}`),
    "",
  );
}

function problem(file: string, message: string): PlaybookProblem {
  return { file, line: 1, column: 1, key: "", message };
}

function sorted(problems: readonly PlaybookProblem[]): readonly PlaybookProblem[] {
  return [...problems].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}
