import type { TestResult } from "./test-execution";

/** What somebody else's tool says of one test: only what is needed to find the test case it means. */
export type ForeignResult = {
  readonly suite: string;
  readonly className: string;
  readonly name: string;
  /** What its properties call it. */
  readonly keys: readonly string[];
};

/** Everything a foreign result can be recognised by. */
export type KnownCases = {
  /** Ids by code. */
  readonly codes: ReadonlyMap<string, string>;
  /** Ids by `externalName`, as people mapped them before. */
  readonly mappings: ReadonlyMap<string, string>;
};

/** The name a mapping is remembered by: the producer's own names, as read. */
export function externalName(result: Pick<ForeignResult, "suite" | "className" | "name">): string {
  return `${result.suite} › ${result.className} › ${result.name}`;
}

const token = /(?<![A-Za-z0-9])([A-Za-z][A-Za-z0-9]*?)[-_]?(\d+)(?![A-Za-z0-9])/g;

/**
 * The first known code that a text names: "TC-31 …", "[TC-31]", "TC_31_revoke", "test_tc31_revoke", in any case and with
 * leading zeros. Null when it names none.
 */
export function codeIn(text: string, known: { has(code: string): boolean }): string | null {
  for (const [, letters = "", digits = ""] of text.matchAll(token)) {
    const code = `${letters.toUpperCase()}-${digits}`;
    if (known.has(code)) return code;
    const short = `${letters.toUpperCase()}-${digits.replace(/^0+(?=\d)/, "")}`;
    if (known.has(short)) return short;
  }
  return null;
}

/** Which case a result is of: by property, by a code in its names (nearest first), by a remembered mapping; null when unknown. */
export function caseOf(result: ForeignResult, known: KnownCases): string | null {
  for (const key of result.keys) {
    const code = known.codes.has(key) ? key : codeIn(key, known.codes);
    if (code !== null) return known.codes.get(code) ?? null;
  }
  for (const text of [result.name, result.className, ...result.suite.split(" › ").reverse()]) {
    const code = codeIn(text, known.codes);
    if (code !== null) return known.codes.get(code) ?? null;
  }
  return known.mappings.get(externalName(result)) ?? null;
}

/** Sorts results by the case they are of. Each result is in exactly one of the answers. */
export function matchResults<R extends ForeignResult>(results: readonly R[], known: KnownCases) {
  const matched = new Map<string, R[]>();
  const unknown: R[] = [];
  for (const result of results) {
    const id = caseOf(result, known);
    if (id === null) unknown.push(result);
    else {
      const list = matched.get(id);
      if (list) list.push(result);
      else matched.set(id, [result]);
    }
  }
  return { matched, unknown };
}

/** From what decides first to what decides last, when a case has several results: only a pass everywhere is a pass. */
const worstFirst: readonly TestResult[] = ["failed", "blocked", "not_run", "skipped", "passed"];

/** The worst of several results of one case; of equal ones the first. Throws for an empty list. */
export function worstOf<R extends { readonly result: TestResult }>(results: readonly R[]): R {
  let worst: R | undefined;
  for (const one of results) {
    if (!worst || worstFirst.indexOf(one.result) < worstFirst.indexOf(worst.result)) worst = one;
  }
  if (!worst) throw new Error("There is no worst of nothing");
  return worst;
}

const stopWords = new Set([
  "test",
  "tests",
  "should",
  "the",
  "and",
  "with",
  "for",
  "can",
  "is",
  "are",
  "it",
  "of",
  "an",
  "to",
  "in",
  "tc",
  "spec",
]);

/** The words of a name, whichever way it is written: camelCase, snake_case or a sentence. */
export function wordsOf(name: string): string[] {
  const spaced = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  const words = spaced
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => (word.length > 4 ? word.replace(/(es|s|ed|ing)$/, "") : word));
  return [...new Set(words.filter((word) => word.length > 1 && !stopWords.has(word)))];
}

/** Below this share of common words a suggestion would be a guess. */
const likeEnough = 0.34;

/** Finds the case whose title is closest to a foreign name; made once for many names. Null when none is close. */
export function closestCase(
  cases: readonly { readonly id: string; readonly title: string }[],
): (name: string) => string | null {
  const byWord = new Map<string, number[]>();
  const sizes = cases.map(({ title }, index) => {
    const words = wordsOf(title);
    for (const word of words) {
      const list = byWord.get(word);
      if (list) list.push(index);
      else byWord.set(word, [index]);
    }
    return words.length;
  });
  return (name) => {
    const words = wordsOf(name);
    const common = new Map<number, number>();
    for (const word of words)
      for (const index of byWord.get(word) ?? []) common.set(index, (common.get(index) ?? 0) + 1);
    let best: { id: string; score: number } | null = null;
    for (const [index, count] of common) {
      const score = (2 * count) / (words.length + (sizes[index] ?? 0));
      const found = cases[index];
      if (found && score >= likeEnough && (!best || score > best.score)) best = { id: found.id, score };
    }
    return best?.id ?? null;
  };
}
