import { type KnownMessage, type LogLevel, type RunMark, runMarks } from "@/domain/log/facts";
import type { LogKnowledge } from "./knowledge";

/** How a line of a format begins. Numbers of capture groups, 0 where it has none: named groups cost a third of a reading. */
export type HeadFormat = {
  readonly name: string;
  readonly head: RegExp;
  /** What stands before the level, without groups; null where there is no level. */
  readonly start: RegExp | null;
  readonly time: number;
  readonly level: number;
  readonly logger: number;
};

export type ClientMark = { readonly client: string; readonly mark: RunMark };

/** Knowledge as it is read with. */
export type Patterns = {
  readonly formats: readonly HeadFormat[];
  /** May a logger say something of use below WARN, and may this message be it? */
  isWatched(logger: string): boolean;
  isSought(message: string): boolean;
  ruleOf(text: string): KnownMessage | null;
  /** Marks of runs in a message; an error of the client itself is one, too. */
  marksOf(level: LogLevel, logger: string, text: string): readonly ClientMark[];
};

const levelNames: { readonly [name: string]: LogLevel } = {
  FATAL: "fatal",
  SEVERE: "error",
  ERROR: "error",
  WARN: "warn",
  WARNING: "warn",
  INFO: "info",
  NOTICE: "info",
  DEBUG: "debug",
  TRACE: "debug",
};

/** The level a line names, in any of the words loggers have for it; plain for none. */
export function levelOf(name: string | undefined): LogLevel {
  return (name !== undefined ? levelNames[name] : undefined) ?? "plain";
}

/** Compiles knowledge once for a reading. Its patterns are checked when it is loaded. */
export function patternsOf({ formats, quiet, rules, clients }: LogKnowledge): Patterns {
  const watched = new RegExp(quiet.loggers, "i");
  const sought = new RegExp(quiet.messages);
  const known = rules.map(({ id, pattern, class: is, cause, remedy, source, folds }) => ({
    pattern: new RegExp(pattern),
    known: { rule: id, class: is, cause, remedy, source, folds },
  }));
  const marks = clients.map((client) => ({
    client: client.name,
    errors: new RegExp(client.errors),
    marks: runMarks.flatMap((mark) => {
      const pattern = mark === "error" ? null : client[mark];
      return pattern === null ? [] : [{ mark, pattern: new RegExp(pattern) }];
    }),
  }));
  return {
    formats: formats.map(({ name, pattern }) => headFormat(name, pattern)),
    isWatched: (logger) => watched.test(logger),
    isSought: (message) => sought.test(message),
    ruleOf: (text) => known.find(({ pattern }) => pattern.test(text))?.known ?? null,
    marksOf: (level, logger, text) =>
      marks.flatMap(({ client, errors, marks: own }) => {
        const found = own.find(({ pattern }) => pattern.test(text));
        if (found) return [{ client, mark: found.mark }];
        const isError = (level === "error" || level === "fatal") && errors.test(logger);
        return isError ? [{ client, mark: "error" as const }] : [];
      }),
  };
}

/** Groups as numbers: which of them is the time, the level, the logger. */
function headFormat(name: string, pattern: string): HeadFormat {
  const groups: string[] = [];
  const source = pattern.replace(
    /\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?<([a-z]+)>|\?<?[:=!])?/g,
    (part, group: string | undefined) => {
      if (group !== undefined) {
        groups.push(group);
        return "(";
      }
      if (part === "(") groups.push("");
      return part;
    },
  );
  const at = (group: string) => groups.indexOf(group) + 1;
  const beforeLevel = pattern.indexOf("(?<level>");
  return {
    name,
    head: new RegExp(source, "y"),
    start:
      beforeLevel <= 0
        ? null
        : new RegExp(pattern.slice(0, beforeLevel).replace(/\(\?<[a-z]+>/g, "(?:"), "y"),
    time: at("time"),
    level: at("level"),
    logger: at("logger"),
  };
}
