import type { z } from "zod";
import { plainWords } from "./playbook-words";
import { parseYamlText, placeOf, type YamlText, yamlValue } from "./yaml-text";

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

/** A playbook, with the way back from a key of it to its place in the files; or what is wrong with them. */
export type PlaybookReading<Content> =
  | { readonly ok: true; readonly playbook: Content; readonly locate: Locate }
  | { readonly ok: false; readonly problems: readonly PlaybookProblem[] };

type Path = readonly (string | number)[];
type Locate = (path: Path, message: string) => PlaybookProblem;
type Issue = z.core.$ZodIssue;
type Part = { readonly name: string; readonly yaml: YamlText; readonly values: Record<string, unknown> };

/** Bytes of all files of a playbook together. */
export const playbookBytes = 2 * 1024 * 1024;
const mostFiles = 100;
const mostProblems = 100;
const phaseFile = /(^|\/)phases\/[^/]+\.ya?ml$/;

/**
 * Reads a playbook from one file that holds everything, or from the files of a folder: every `phases/*.yaml` is a phase,
 * in order of names, and the keys of all other files are put together. The answer is the schema's output, or the
 * problems with the place to mend each. Never throws on any text.
 */
export function readPlaybook<Content>(
  files: readonly PlaybookFile[],
  schema: z.ZodType<Content>,
): PlaybookReading<Content> {
  const refused = limits(files);
  if (refused !== null) return { ok: false, problems: [refused] };
  const read = [...files].sort((a, b) => (a.name < b.name ? -1 : 1)).map(readPart);
  const broken = read.flatMap((part) => ("problems" in part ? part.problems : []));
  if (broken.length > 0) return { ok: false, problems: broken.slice(0, mostProblems) };

  const parts = read.flatMap((part) => ("problems" in part ? [] : [part]));
  const { content, locate, problems } = assemble(parts);
  if (problems.length > 0) return { ok: false, problems };
  const result = schema.safeParse(content, { reportInput: true, error: plainWords });
  if (result.success) return { ok: true, playbook: result.data, locate };
  const located = result.error.issues
    .slice(0, mostProblems)
    .flatMap((issue) => plainIssues(issue))
    .slice(0, mostProblems)
    .map(({ path, message }) => locate(path, message));
  return { ok: false, problems: inReadingOrder(located) };
}

/** Problems by file, then from top to bottom. */
export function inReadingOrder(problems: readonly PlaybookProblem[]): readonly PlaybookProblem[] {
  return [...problems].sort((a, b) =>
    a.file === b.file ? a.line - b.line || a.column - b.column : a.file < b.file ? -1 : 1,
  );
}

function limits(files: readonly PlaybookFile[]): PlaybookProblem | null {
  const first = files[0];
  if (first === undefined) return problem("", "There is no file.");
  if (files.length > mostFiles) return problem(first.name, `A playbook is at most ${mostFiles} files.`);
  const bytes = files.reduce((sum, file) => sum + new TextEncoder().encode(file.text).length, 0);
  return bytes > playbookBytes ? problem(first.name, "A playbook is at most 2 MB.") : null;
}

function readPart(file: PlaybookFile): Part | { readonly problems: readonly PlaybookProblem[] } {
  const yaml = parseYamlText(file.text);
  if ("problems" in yaml) {
    return { problems: yaml.problems.map((found) => ({ ...found, file: file.name, key: "" })) };
  }
  const read = yamlValue(yaml);
  if ("refused" in read) return { problems: [problem(file.name, read.refused)] };
  if (typeof read.value !== "object" || read.value === null || Array.isArray(read.value)) {
    return { problems: [problem(file.name, "The file has no keys at its top.")] };
  }
  return { name: file.name, yaml, values: Object.fromEntries(Object.entries(read.value)) };
}

/** Puts the parts together, and remembers which file every key came from. */
function assemble(parts: readonly Part[]): {
  readonly content: Record<string, unknown>;
  readonly locate: Locate;
  readonly problems: readonly PlaybookProblem[];
} {
  const content: Record<string, unknown> = {};
  const owners = new Map<string, Part>();
  const problems: PlaybookProblem[] = [];
  const phases = parts.length > 1 ? parts.filter((part) => phaseFile.test(part.name)) : [];
  for (const part of parts) {
    if (phases.includes(part)) continue;
    for (const [key, value] of Object.entries(part.values)) {
      const owner = owners.get(key);
      if (owner !== undefined)
        problems.push(problemAt(part, [key], `“${key}” is given in ${owner.name} too.`));
      else if (key === "phases" && phases.length > 0) {
        problems.push(problemAt(part, [key], "The phases have files of their own."));
      } else {
        owners.set(key, part);
        content[key] = value;
      }
    }
  }
  if (phases.length > 0) content.phases = phases.map((part) => part.values);
  const top = parts.find((part) => /(^|\/)playbook\.ya?ml$/.test(part.name)) ?? parts[0];
  const locate: Locate = (path, message) => {
    const [key, index] = path;
    const phase = key === "phases" && typeof index === "number" ? phases[index] : undefined;
    if (phase !== undefined) return problemAt(phase, path.slice(2), message);
    const owner = owners.get(String(key)) ?? top;
    return owner === undefined ? problem("", message) : problemAt(owner, path, message);
  };
  return { content, locate, problems };
}

/** A union answers with issues for every alternative; the one whose own keys were given is what the writer meant. */
function plainIssues(
  issue: Issue,
  base: Path = [],
): readonly { readonly path: Path; readonly message: string }[] {
  const path = [...base, ...issue.path.map((part) => (typeof part === "symbol" ? part.toString() : part))];
  if (issue.code === "unrecognized_keys") {
    return issue.keys
      .slice(0, mostProblems)
      .map((key) => ({ path: [...path, key], message: `The key “${key}” is not known here.` }));
  }
  if (issue.code === "invalid_union") {
    const meant = issue.errors.find(
      (errors) =>
        errors.length > 0 && errors.every((inner) => inner.path.length > 0 && inner.input !== undefined),
    );
    if (meant !== undefined) return meant.flatMap((inner) => plainIssues(inner, path));
  }
  // Words that continue a sentence get the key they are about.
  const key = path.findLast((part) => typeof part === "string");
  const about = /^(is|has) /.test(issue.message) && key !== undefined;
  return [{ path, message: about ? `“${key}” ${issue.message}` : issue.message }];
}

function problemAt(part: Part, path: Path, message: string): PlaybookProblem {
  const key = path.reduce<string>(
    (text, step) => (typeof step === "number" ? `${text}[${step}]` : text === "" ? step : `${text}.${step}`),
    "",
  );
  return { file: part.name, ...placeOf(part.yaml, path), key, message };
}

function problem(file: string, message: string): PlaybookProblem {
  return { file, line: 1, column: 1, key: "", message };
}
