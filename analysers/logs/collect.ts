import { createHash } from "node:crypto";
import type { KnownMessage, LogGroup, LogLevel, MarkAt } from "@/domain/log/facts";
import { withoutSecrets } from "@/domain/log/mask";
import { shortName } from "@/domain/log/signature";
import { shownTime } from "./log-time";
import { owned, ownedBytes } from "./owned";
import type { Patterns } from "./patterns";
import type { Entry } from "./scan";
import { EntryWords } from "./words";

/**
 * Different messages of one logger or rule, and loggers, before they are taken together. Either number is reached or not,
 * whatever the order, so that files read the other way round give the same groups.
 */
const messagesOfOne = 100;
const loggersAtMost = 300;
const manyMessages = `<more than ${messagesOfOne} different messages>`;
const exampleLength = 4_000;
const marksAtMost = 10_000;

type Group = {
  readonly level: LogLevel;
  readonly logger: string;
  readonly message: string;
  readonly exception: string | null;
  readonly cause: string | null;
  readonly frame: string | null;
  readonly known: KnownMessage | null;
  entries: number;
  lines: number;
  first: number;
  last: number;
  readonly files: number[];
  exampleTime: number;
  example: string;
  /** The group that took this one's place. */
  into: Group | null;
};

type Bucket = { readonly groups: Map<string, Group>; all: Group | null };

/** Puts entries of several files together by their words. */
export class LogCollector {
  readonly marks: MarkAt[] = [];
  private readonly words: EntryWords<Group>;
  private readonly buckets = new Map<string, Bucket>();
  private coarse: Map<LogLevel, Group> | null = null;
  private ownBuckets = 0;
  /** Marks were left out: no run can be said to have ended well. */
  marksLost = false;

  constructor(patterns: Patterns) {
    this.words = new EntryWords(patterns);
  }

  /** `file` is its place in the list of names. */
  add(entry: Entry, file: number, name: string): void {
    const { head, trace, known } = this.words.of(entry);
    for (const { client, mark } of head.marks) this.mark(client, mark, entry, name);
    // Below WARN only what is known is worth a group.
    const isQuiet = entry.level !== "fatal" && entry.level !== "error" && entry.level !== "warn";
    if (isQuiet && known === null) return;
    let group = head.groups.get(trace);
    if (group === undefined) {
      group = this.groupOf(entry, head.message, trace, known);
      head.groups.set(trace, group);
    }
    while (group.into !== null) group = group.into;
    count(group, entry, file);
  }

  private groupOf(
    entry: Entry,
    message: string,
    trace: { words: string; exception: string | null; cause: string | null; frame: string | null },
    known: KnownMessage | null,
  ): Group {
    const logger = shortName(owned(entry.logger));
    const words = trace.words === "" ? message : `${message} ${trace.words}`.trim();
    const { exception, cause, frame } = trace;
    const name = known ? `=${known.rule}` : `${entry.level} ${logger}`;
    const bucket = this.bucketOf(name, entry.level, known !== null);
    if (bucket === null) return this.coarseOf(entry.level);
    if (bucket.all) return bucket.all;
    const text = textOf(entry.level, logger, words, exception, cause, frame);
    let group = bucket.groups.get(text);
    if (group !== undefined) return group;
    group = newGroup({ level: entry.level, logger, message: words, exception, cause, frame, known });
    bucket.groups.set(text, group);
    if (bucket.groups.size <= messagesOfOne) return group;
    bucket.all = newGroup({
      level: entry.level,
      logger: known ? "" : logger,
      message: manyMessages,
      exception: null,
      cause: null,
      frame: null,
      known,
    });
    for (const one of bucket.groups.values()) move(one, bucket.all);
    bucket.groups.clear();
    return bucket.all;
  }

  /** Null where loggers are too many to be told apart. */
  private bucketOf(name: string, level: LogLevel, isKnown: boolean): Bucket | null {
    let bucket = this.buckets.get(name);
    if (bucket !== undefined) return bucket;
    if (!isKnown) {
      if (this.coarse !== null) return null;
      this.ownBuckets += 1;
      if (this.ownBuckets > loggersAtMost) {
        this.coarse = new Map();
        for (const [key, { groups, all }] of this.buckets) {
          if (key.startsWith("=")) continue;
          for (const group of all ? [all] : groups.values()) move(group, this.coarseOf(group.level));
          this.buckets.delete(key);
        }
        this.coarseOf(level);
        return null;
      }
    }
    bucket = { groups: new Map(), all: null };
    this.buckets.set(name, bucket);
    return bucket;
  }

  private coarseOf(level: LogLevel): Group {
    this.coarse ??= new Map();
    let group = this.coarse.get(level);
    if (group === undefined) {
      const message = `<messages of more than ${loggersAtMost} loggers>`;
      group = newGroup({
        level,
        logger: "",
        message,
        exception: null,
        cause: null,
        frame: null,
        known: null,
      });
      this.coarse.set(level, group);
    }
    return group;
  }

  private mark(client: string, mark: MarkAt["mark"], entry: Entry, file: string): void {
    const last = this.marks.at(-1);
    if (mark === "error" && last?.mark === "error" && last.client === client && last.file === file) {
      this.marks[this.marks.length - 1] = { ...last, times: last.times + 1 };
      return;
    }
    if (this.marks.length >= marksAtMost) {
      this.marksLost = true;
      return;
    }
    const text = withoutSecrets(owned(entry.message.slice(0, 500))).trim();
    this.marks.push({ client, mark, time: shownTime(entry.time), file, line: entry.line, times: 1, text });
  }

  /** Every group, in an order that does not depend on that of the files. */
  groups(names: readonly string[]): LogGroup[] {
    const groups = [...this.buckets.values()].flatMap(({ groups: own, all }) =>
      all ? [all] : [...own.values()],
    );
    if (this.coarse) groups.push(...this.coarse.values());
    return [...bySignature(groups.filter(({ entries }) => entries > 0))]
      .map(([signature, group]) => shown(signature, group, names))
      .sort((a, b) => b.entries - a.entries || (a.signature < b.signature ? -1 : 1));
  }
}

function newGroup(
  words: Pick<Group, "level" | "logger" | "message" | "exception" | "cause" | "frame" | "known">,
): Group {
  return {
    ...words,
    entries: 0,
    lines: 0,
    first: Number.POSITIVE_INFINITY,
    last: Number.NEGATIVE_INFINITY,
    files: [],
    exampleTime: Number.POSITIVE_INFINITY,
    example: "",
    into: null,
  };
}

function count(group: Group, entry: Entry, file: number): void {
  group.entries += 1;
  group.lines += entry.lines;
  group.files[file] = (group.files[file] ?? 0) + 1;
  const { time } = entry;
  if (time < group.first) group.first = time;
  if (time > group.last) group.last = time;
  const at = Number.isNaN(time) ? Number.POSITIVE_INFINITY : time;
  if (at > group.exampleTime) return;
  // Of several at one time the first by the alphabet, so that the order of files makes no difference.
  if (at === group.exampleTime && group.example !== "") {
    if (exampleOf(entry) >= group.example) return;
  }
  group.exampleTime = at;
  group.example = ownedBytes(exampleOf(entry));
}

function exampleOf({ logger, message, below }: Entry): string {
  const text = below === "" ? `${logger} ${message}` : `${logger} ${message}\n${below}`;
  return text.trim().slice(0, exampleLength);
}

function move(group: Group, into: Group): void {
  group.into = into;
  into.entries += group.entries;
  into.lines += group.lines;
  into.first = Math.min(into.first, group.first);
  into.last = Math.max(into.last, group.last);
  group.files.forEach((entries, file) => {
    into.files[file] = (into.files[file] ?? 0) + entries;
  });
  const isEarlier = group.exampleTime < into.exampleTime;
  if (
    into.example === "" ||
    isEarlier ||
    (group.exampleTime === into.exampleTime && group.example < into.example)
  ) {
    into.exampleTime = group.exampleTime;
    into.example = group.example;
  }
}

function textOf(...parts: readonly (string | null)[]): string {
  return parts.map((part) => part ?? "").join("\n");
}

/** A rule may go by what the words leave out, as a frame of a trace: the same words then come known and unknown. */
function bySignature(groups: readonly Group[]): Map<string, Group> {
  const found = new Map<string, Group>();
  const rule = ({ known }: Group) => known?.rule ?? "~";
  for (const group of groups.toSorted((a, b) => (rule(a) < rule(b) ? -1 : 1))) {
    const signature = signatureOf(group);
    const same = found.get(signature);
    if (same) move(group, same);
    else found.set(signature, group);
  }
  return found;
}

function signatureOf({ level, logger, message, exception, cause, frame, known }: Group): string {
  const rule = message === manyMessages ? (known?.rule ?? null) : null;
  return createHash("sha256")
    .update(textOf(level, logger, message, exception, cause, frame, rule))
    .digest("hex");
}

function shown(signature: string, group: Group, names: readonly string[]): LogGroup {
  const { level, logger, message, exception, cause, frame, known, entries, lines } = group;
  return {
    signature,
    level,
    logger,
    message,
    exception,
    cause,
    frame,
    known,
    entries,
    lines,
    first: shownTime(group.first),
    last: shownTime(group.last),
    files: group.files
      .flatMap((number, file) => ({ name: names[file] ?? "", entries: number }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
    example: withoutSecrets(owned(group.example)),
  };
}
