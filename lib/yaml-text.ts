import { type Document, isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, parseDocument } from "yaml";

/** A place in a YAML text; line and column count from 1. */
export type TextPlace = { readonly line: number; readonly column: number };

export type YamlText = { readonly document: Document; readonly lines: LineCounter };
export type YamlProblem = TextPlace & { readonly message: string };

/** Levels of nesting; more exhausts the parser's stack or its patience. */
const deepest = 60;
const mostAliases = 50;
/** The parts a text is cut into; a playbook of 2,000 steps has about 150,000. */
const mostTokens = 400_000;
/** The first syntax errors say what is wrong; the rest is what follows from them. */
const mostSyntaxErrors = 5;

/**
 * Parses a YAML text somebody sent: bounded in time and memory whatever it holds, keys unique, no aliases that
 * multiply, no tags of its own. Never throws.
 */
export function parseYamlText(text: string): YamlText | { readonly problems: readonly YamlProblem[] } {
  const hostile = hostility(text);
  if (hostile !== null) return { problems: [{ line: 1, column: 1, message: hostile }] };
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { problems: [{ line: 1, column: 1, message: tooDeep }] };
  }
}

function parse(text: string): YamlText | { readonly problems: readonly YamlProblem[] } {
  const lines = new LineCounter();
  // The parser's own search for keys given twice is quadratic: 120,000 keys took it five minutes.
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  const found = [...document.errors, ...document.warnings];
  // Where the stack ends is told once, and again on the way back up.
  const deep = found.find((error) => error.message.includes("call stack"));
  if (deep) return { problems: [{ ...placeAt(lines, deep.pos[0]), message: tooDeep }] };
  const syntax = found.slice(0, mostSyntaxErrors).map((error) => ({
    ...placeAt(lines, error.pos[0]),
    message: error.message,
  }));
  if (syntax.length > 0) return { problems: syntax };
  const twice = repeatedKeys(document.contents).slice(0, mostSyntaxErrors);
  if (twice.length === 0) return { document, lines };
  return {
    problems: twice.map(({ key, offset }) => ({
      ...placeAt(lines, offset),
      message: `The key “${key}” is given twice; keys are unique.`,
    })),
  };
}

/** The text as plain values, or a sentence why not. */
export function yamlValue({
  document,
}: YamlText): { readonly value: unknown } | { readonly refused: string } {
  try {
    return { value: document.toJS({ maxAliasCount: mostAliases }) };
  } catch (error) {
    if (error instanceof ReferenceError) return { refused: tooManyAliases };
    if (error instanceof RangeError) return { refused: tooDeep };
    throw error;
  }
}

/** The place of the key a path names; of what it is missing from when it is not there. */
export function placeOf({ document, lines }: YamlText, path: readonly (string | number)[]): TextPlace {
  let node: unknown = document.contents;
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
  return placeAt(lines, offset);
}

const tooDeep = "The file is nested too deeply.";
const tooManyAliases = "The file repeats itself through too many aliases.";

/** Reads the text's parts, which takes little whatever they are, before the parser builds anything from them. */
function hostility(text: string): string | null {
  let depth = 0;
  let dashes = 0;
  let aliases = 0;
  let tokens = 0;
  let scalarFollows = false;
  for (const token of new Lexer().lex(text)) {
    tokens += 1;
    const first = scalarFollows ? "" : (token[0] ?? "");
    scalarFollows = token === "\u001f";
    if (first === "[" || first === "{") depth += 1;
    else if (first === "]" || first === "}") depth -= 1;
    else if (first === "-" || first === "?") dashes += 1;
    else if (first === "\n" || first === "\r") dashes = 0;
    else if (first === "*") aliases += 1;
    if (depth + dashes > deepest) return tooDeep;
    if (aliases > mostAliases) return tooManyAliases;
    if (tokens > mostTokens) return "The file has too many entries.";
  }
  return null;
}

function repeatedKeys(node: unknown): readonly { readonly key: string; readonly offset: number }[] {
  if (isAlias(node)) return [];
  if (isSeq(node)) return node.items.flatMap(repeatedKeys);
  if (!isMap(node)) return [];
  const seen = new Set<string>();
  return node.items.flatMap(({ key, value }) => {
    const name = isScalar(key) ? String(key.value) : "";
    const again = isScalar(key) && seen.has(name);
    seen.add(name);
    const inner = repeatedKeys(value);
    return again ? [{ key: name, offset: key.range?.[0] ?? 0 }, ...inner] : inner;
  });
}

function placeAt(lines: LineCounter, offset: number): TextPlace {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}
