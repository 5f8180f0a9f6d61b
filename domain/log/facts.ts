/** How loud a log entry is. What has no level, as a line of an access log, is plain. */
export const logLevels = ["fatal", "error", "warn", "info", "debug", "plain"] as const;
export type LogLevel = (typeof logLevels)[number];

/** What a known message says of an upgrade. */
export const logClasses = [
  "migration_failure",
  "post_migration_failure",
  "migration_warning",
  "connectivity",
  "certificate",
  "resource",
  "client_symptom",
  "transient",
  "benign",
  "marker",
] as const;
export type LogClass = (typeof logClasses)[number];

/** What is known of a message, as it is told. */
export type KnownMessage = {
  readonly rule: string;
  readonly class: LogClass;
  readonly cause: string;
  /** What to do about it; null where there is nothing to do. */
  readonly remedy: string | null;
  readonly source: string;
  /** Folded while it stays within these: seconds from its first to its last, entries; null where it never is. */
  readonly folds: { readonly seconds: number | null; readonly entries: number | null } | null;
};

/** Everything a log says in the same words, whatever ids, numbers, addresses and times stand in them. */
export type LogGroup = {
  /** SHA-256 over the words, in hex: the same for the same message in every reading. */
  readonly signature: string;
  readonly level: LogLevel;
  /** Short name of the class that logged it; empty where a line names none. */
  readonly logger: string;
  /** Its words, with placeholders. */
  readonly message: string;
  /** The exception that was caught and the one at its root, each with its words; null where there is none. */
  readonly exception: string | null;
  readonly cause: string | null;
  /** Where the root was thrown: class and method. */
  readonly frame: string | null;
  readonly known: KnownMessage | null;
  readonly entries: number;
  /** Lines of these entries, those of stack traces included. */
  readonly lines: number;
  /** As the log writes it, "2026-12-06 01:12:09.125"; null where no entry has a time. */
  readonly first: string | null;
  readonly last: string | null;
  /** Entries in each file, by its name. */
  readonly files: { readonly name: string; readonly entries: number }[];
  /** The earliest entry, without secrets. */
  readonly example: string;
};

/** What a log says of a migration client's run, one mark each. */
export const runMarks = ["opens", "begins", "completes", "fails", "closes", "error"] as const;
export type RunMark = (typeof runMarks)[number];

export type MarkAt = {
  /** Of which client. */
  readonly client: string;
  readonly mark: RunMark;
  readonly time: string | null;
  readonly file: string;
  readonly line: number;
  /** How often it came without another mark between. */
  readonly times: number;
  readonly text: string;
};
