import { withoutSecrets } from "./mask";

/** Characters of a message that are looked at, and that are kept of it. */
const looked = 1_000;
const kept = 300;

const variable = /[\d@]|:\/\//;
const replacements: readonly (readonly [RegExp, string | ((match: string) => string)])[] = [
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, "<id>"],
  [/\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)?/g, "<time>"],
  [/\b[A-Z][a-z]{2} [A-Z][a-z]{2} \d\d? \d\d:\d\d:\d\d [A-Z]{2,5} \d{4}\b/g, "<time>"],
  [/\b\d\d:\d\d:\d\d(?:[.,]\d+)?\b/g, "<time>"],
  [/(\w:\/\/)[^\s/"'<>)\]]+/g, "$1<address>"],
  [/\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b/g, "<address>"],
  [/\b(?:[\w-]{1,63}\.){1,10}[a-zA-Z][\w-]{0,62}:\d{2,5}\b/g, "<address>"],
  [/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/g, "<address>"],
  [/@[0-9a-f]{4,16}\b/g, "@<hash>"],
  [/\b0x[0-9a-f]+\b/gi, "<hash>"],
  [/\b[0-9a-f]{8,}\b/gi, (match) => (/\d/.test(match) ? "<id>" : match)],
  [/[A-Za-z0-9_-]{20,}/g, (match) => (isRandom(match) ? "<id>" : match)],
  // Codes keep their number: ORA-00904, status code 404, "code":"900908", and so does a name: v1.0.0, V400Migrator.
  [/(?<![\w.]|[A-Z]-|\b[Cc]ode\W{0,4})-?\d+(?:[.,:]\d+)*/g, "<n>"],
];

/** Letters of both cases and several numbers among them: made by a machine, as consumer keys are. */
function isRandom(text: string): boolean {
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && (text.match(/\d+/g)?.length ?? 0) >= 3;
}

/** A message with placeholders where ids, numbers, addresses, times and hashes stand, on one line, without secrets. */
export function wordsOf(message: string): string {
  let words = withoutSecrets(message.length > looked ? message.slice(0, looked) : message);
  if (variable.test(words))
    for (const [pattern, put] of replacements)
      words = typeof put === "string" ? words.replace(pattern, put) : words.replace(pattern, put);
  words = words.replace(/\s+/g, " ").trim();
  return words.length > kept ? `${words.slice(0, kept)}…` : words;
}

/** What a stack trace comes down to. */
export type TraceWords = {
  readonly exception: string | null;
  readonly cause: string | null;
  readonly frame: string | null;
};

const frameLine = /^\s+at ([\w.$<>/@-]+)\(/;
const causeLine = /^\s*Caused by: (.+)$/;
const throwable = /^\s*((?:[a-z_][\w$]*\.)+[A-Z][\w$]*(?:: .*)?)$/;

/** The exception first caught, the one at the root and where that was thrown. Frames between them vary from build to build. */
export function traceOf(trace: string): TraceWords {
  let exception: string | null = null;
  let cause: string | null = null;
  let frame: string | null = null;
  let outer: string | null = null;
  for (const line of trace.split("\n")) {
    const [, caused] = causeLine.exec(line) ?? [];
    if (caused !== undefined) {
      cause = caused;
      outer ??= frame;
      frame = null;
      continue;
    }
    const [, at] = frameLine.exec(line) ?? [];
    if (at !== undefined) frame ??= methodOf(at);
    else exception ??= throwable.exec(line)?.[1] ?? null;
  }
  return {
    exception: exception === null ? null : wordsOf(exception),
    cause: cause === null ? null : wordsOf(cause),
    frame: frame ?? outer,
  };
}

/** A method's name as the sources have it: weavers, lambdas and proxies add numbers to it. */
function methodOf(frame: string): string {
  return frame
    .replace(/^.*\//, "")
    .replace(/_aroundBody\d+/g, "")
    .replace(/\$\$Lambda.*$/, "$$Lambda")
    .replace(/lambda\$(\w+)\$\d+/g, "$1")
    .replace(/(Proxy|Accessor|\$)\d+/g, "$1");
}

/** The last part of a class's name: consoles print only that. */
export function shortName(logger: string): string {
  return logger.slice(logger.lastIndexOf(".") + 1);
}
