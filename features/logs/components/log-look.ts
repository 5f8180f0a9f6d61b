import type { Tone } from "@/components/ui/tone";
import type { LogDecision } from "@/domain/log/decision";
import type { LogClass, LogLevel } from "@/domain/log/facts";
import type { RunVerdict } from "@/domain/log/runs";
import type { LogMessage, LogsView } from "../schema";

export const levelWords: Record<LogLevel, string> = {
  fatal: "Fatal",
  error: "Error",
  warn: "Warning",
  info: "Info",
  debug: "Debug",
  plain: "Line",
};

export const classWords: Record<LogClass, string> = {
  migration_failure: "Failure of the migration",
  post_migration_failure: "Failure after the migration",
  migration_warning: "Mind it in the migration",
  connectivity: "Servers don't reach each other",
  certificate: "Certificate",
  resource: "Resources",
  client_symptom: "Seen by callers",
  transient: "Passes by itself",
  benign: "Harmless",
  marker: "A sign of life",
};

export const decisionLook: Record<LogDecision, { word: string; tone: Tone }> = {
  ignored: { word: "Ignored", tone: "na" },
  issue: { word: "Followed by an issue", tone: "doing" },
  must_fix: { word: "Must be fixed", tone: "blocked" },
};

export const verdictLook: Record<RunVerdict, { word: string; tone: Tone }> = {
  completed: { word: "Completed", tone: "done" },
  unfinished: { word: "No end", tone: "blocked" },
  failed: { word: "Failed", tone: "blocked" },
};

/** How a list of messages can be narrowed, each with what belongs to it. */
export const filters = [
  { show: "open", label: "All but harmless", of: (one: LogMessage) => !one.folded },
  { show: "decide", label: "To decide", of: (one: LogMessage) => one.asks && one.decision === null },
  { show: "new", label: "New", of: (one: LogMessage) => one.isNew === true && !one.folded },
  {
    show: "must-fix",
    label: "Must be fixed",
    of: (one: LogMessage) => one.decision?.decision === "must_fix",
  },
  { show: "decided", label: "Decided", of: (one: LogMessage) => one.decision !== null },
  { show: "warnings", label: "Warnings", of: (one: LogMessage) => !one.folded && !one.asks },
  { show: "folded", label: "Harmless", of: (one: LogMessage) => one.folded },
] as const;

/** The filter an address names; without one, everything that is not folded. */
export const filterOf = (show: string | undefined) => filters.find((one) => one.show === show) ?? filters[0];

/** The part of a signature that names a message in an address. */
export const shortSignature = (signature: string): string => signature.slice(0, 16);

/** "6 Dec 01:12" of "2026-12-06 01:12:09.125", as the log has it: logs don't say their zone. */
export function logTimeText(time: string): string {
  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  return `${Number(time.slice(8, 10))} ${months[Number(time.slice(5, 7)) - 1] ?? ""} ${time.slice(11, 16)}`;
}

/** From when to when, in as few words as it takes. */
export function spanText(first: string | null, last: string | null): string {
  if (first === null || last === null) return "";
  const [from, to] = [logTimeText(first), logTimeText(last)];
  if (from === to) return from;
  return first.slice(0, 10) === last.slice(0, 10) ? `${from}–${last.slice(11, 16)}` : `${from} – ${to}`;
}

/** What is left to do about the reading shown, in one sentence. */
export function standingText({ messages, runs, reading, readings }: LogsView): string {
  const kind = readings.find(({ number }) => number === reading)?.kind;
  if (kind === "baseline")
    return "This is the old stack: it is compared with, and nothing in it has to be decided.";
  const open = [...messages, ...runs].filter(({ asks, decision }) => asks && decision === null).length;
  const toFix = [...messages, ...runs].filter(({ decision }) => decision?.decision === "must_fix").length;
  if (open === 0 && toFix === 0) return "Every error is decided about, and none must be fixed.";
  const parts = [
    ...(open > 0 ? [`${open} to decide about`] : []),
    ...(toFix > 0 ? [`${toFix} to be fixed before the logs are read again`] : []),
  ];
  return `The exit gate waits: ${parts.join(", ")}.`;
}
