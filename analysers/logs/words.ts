import type { KnownMessage, LogLevel } from "@/domain/log/facts";
import { type TraceWords, traceOf, wordsOf } from "@/domain/log/signature";
import { owned, ownedBytes } from "./owned";
import type { ClientMark, Patterns } from "./patterns";
import type { Entry } from "./scan";
import { shapeOf } from "./shape";

/** What the first line of entries comes down to; `groups` is found by what stands below it. */
type HeadWords<Group> = {
  readonly message: string;
  readonly known: KnownMessage | null;
  readonly marks: readonly ClientMark[];
  readonly groups: Map<BelowWords, Group>;
};

type BelowWords = TraceWords & {
  /** More of the message. */
  readonly words: string;
  readonly raw: string;
  readonly known: KnownMessage | null;
};

const nothingBelow: BelowWords = {
  exception: null,
  cause: null,
  frame: null,
  words: "",
  raw: "",
  known: null,
};

/** Characters of texts remembered together. A log says the same again and again; the same trace is read once. */
const remembered = 4_000_000;

const traceBegins =
  /^(?:\s+at [\w.$<>/@-]+\(|\s*Caused by: |\s*(?:[a-z_][\w$]*\.)+[A-Z][\w$]*(?:Exception|Error|Throwable|Fault)\b|\s+\.\.\. \d+ )/m;

/** Finds the words of entries, remembering what was read before. */
export class EntryWords<Group> {
  private heads = new Map<string, Map<string, HeadWords<Group>>>();
  private belows = new Map<string, BelowWords>();
  private length = 0;

  constructor(private readonly patterns: Patterns) {}

  of(entry: Entry): { head: HeadWords<Group>; trace: BelowWords; known: KnownMessage | null } {
    if (this.length > remembered) {
      this.heads = new Map();
      this.belows = new Map();
      this.length = 0;
    }
    const head = this.headOf(entry.level, entry.logger, entry.message);
    const trace = entry.below === "" ? nothingBelow : this.belowOf(entry.below);
    // What is known by message and more of the message together, as of a statement on several lines.
    const both =
      head.known === null && trace.words !== ""
        ? this.patterns.ruleOf(`${entry.message}\n${trace.raw}`)
        : null;
    return { head, trace, known: head.known ?? both ?? trace.known };
  }

  private headOf(level: LogLevel, logger: string, raw: string): HeadWords<Group> {
    let heads = this.heads.get(logger);
    if (heads === undefined) {
      heads = new Map();
      this.heads.set(ownedBytes(logger), heads);
    }
    const shape = shapeOf(raw);
    const key = level === "error" ? shape : `${level} ${shape}`;
    let head = heads.get(key);
    if (head !== undefined) return head;
    const text = owned(shape);
    // Older releases say the class once more at the end.
    const message = text.endsWith(` {${logger}}`) ? text.slice(0, -logger.length - 3) : text;
    const said = `${logger} - ${message}`;
    head = {
      message: wordsOf(message),
      known: this.patterns.ruleOf(said),
      marks: this.patterns.marksOf(level, logger, said),
      groups: new Map(),
    };
    heads.set(key, head);
    this.length += key.length + 400;
    return head;
  }

  private belowOf(raw: string): BelowWords {
    let below = this.belows.get(raw);
    if (below !== undefined) return below;
    const text = owned(raw);
    const begins = text.search(traceBegins);
    const more = begins === -1 ? text : text.slice(0, begins);
    below = {
      ...traceOf(begins === -1 ? "" : text.slice(begins)),
      words: wordsOf(more),
      raw: more.slice(0, 1_000),
      known: this.patterns.ruleOf(text),
    };
    this.belows.set(ownedBytes(raw), below);
    this.length += raw.length + 600;
    return below;
  }
}
