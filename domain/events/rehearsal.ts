import { changesText, type RuleChange } from "../rule-change";
import { counted, dated } from "../sentence";

/** Which run of which environment. */
interface OfRun {
  environment: string;
  kind: string;
  number: number;
}

type Changes = RuleChange[];

/** Events of pilots and live runs, and of how like production an environment is. */
export interface RehearsalEvents {
  "run.started": OfRun & { data: string; participants: string[] };
  "run.edited": OfRun & { changes: Changes };
  "run.interrupted": OfRun & { reason: string };
  "run.resumed": OfRun & { minutes: number };
  /** `entry`: deviation, announcement, handover or note. */
  "run.noted": OfRun & { entry: string; text: string };
  "run.backOutBegun": OfRun & { reason: string; steps: number };
  "run.backOutStepBegun": OfRun & { code: string; title: string };
  "run.backOutStepDone": OfRun & { code: string; title: string; minutes: number };
  "run.backOutDone": OfRun & { minutes: number };
  "run.decisionAsked": OfRun & { question: string };
  /** `latest`: until when going back within the window was safe, in ISO 8601. */
  "run.abortPassed": OfRun & { latest: string };
  /** The window was extended, or less has to be undone. */
  "run.abortAhead": OfRun & { latest: string };
  "run.voted": OfRun & { question: string; verdict: string; reason: string };
  "run.decided": OfRun & { question: string; verdict: string; reason: string; go: number; noGo: number };
  "run.ended": OfRun & { outcome: string; minutes: number; lessons: string };
  "environment.traitsSet": {
    environment: string;
    changes: { trait: string; was: string | null; is: string | null }[];
  };
  "parity.accepted": { environment: string; trait: string; here: string; production: string; reason: string };
  "parity.withdrawn": { environment: string; trait: string; reason: string };
  "upgrade.reviewed": { changes: Changes };
  "upgrade.rehearsalSet": { changes: Changes; reason: string };
}

const the = (d: OfRun) => `${d.kind === "live" ? "the live run" : `pilot ${d.number}`} of ${d.environment}`;
const said = (text: string) => (text === "" ? "" : `: ${text}`);
const lasted = (minutes: number) => counted(Math.round(minutes), "minute");

/** What each event says after the actor's name. */
export const rehearsalSentences: { [T in keyof RehearsalEvents]: (data: RehearsalEvents[T]) => string } = {
  "run.started": (d) =>
    `began ${the(d)}${d.data === "" ? "" : ` on ${d.data}`}${d.participants.length > 0 ? ` with ${d.participants.join(", ")}` : ""}`,
  "run.edited": (d) => `changed ${changesText(d.changes)} of ${the(d)}`,
  "run.interrupted": (d) => `interrupted ${the(d)}: ${d.reason}`,
  "run.resumed": (d) => `went on with ${the(d)} after ${lasted(d.minutes)}`,
  "run.noted": (d) => `wrote down a ${d.entry} in ${the(d)}: ${d.text}`,
  "run.backOutBegun": (d) =>
    `began to back out of ${the(d)}, ${counted(d.steps, "step")} to undo: ${d.reason}`,
  "run.backOutStepBegun": (d) => `began to undo ${d.code} “${d.title}” in ${the(d)}`,
  "run.backOutStepDone": (d) => `undid ${d.code} “${d.title}” in ${the(d)} in ${lasted(d.minutes)}`,
  "run.backOutDone": (d) => `finished the back-out of ${the(d)} after ${lasted(d.minutes)}`,
  "run.decisionAsked": (d) => `asked in ${the(d)}: ${d.question}`,
  "run.abortPassed": (d) =>
    `The latest safe abort of ${the(d)} passed: until ${dated(d.latest)} one could go back within the window`,
  "run.abortAhead": (d) => `The latest safe abort of ${the(d)} lies ahead again: ${dated(d.latest)}`,
  "run.voted": (d) => `voted ${d.verdict} in ${the(d)} on “${d.question}”${said(d.reason)}`,
  "run.decided": (d) =>
    `decided ${d.verdict} in ${the(d)} on “${d.question}”, ${d.go} for it and ${d.noGo} against it${said(d.reason)}`,
  "run.ended": (d) => `ended ${the(d)} as ${d.outcome} after ${lasted(d.minutes)}${said(d.lessons)}`,
  "environment.traitsSet": (d) =>
    `wrote down of ${d.environment}: ${d.changes.map(({ trait, is }) => `${trait} ${is === null ? "removed" : `“${is}”`}`).join(", ")}`,
  "parity.accepted": (d) =>
    `accepted that ${d.environment} differs from production in ${d.trait} (${d.here}, ${d.production}): ${d.reason}`,
  "parity.withdrawn": (d) =>
    `no longer accepts that ${d.environment} differs from production in ${d.trait}: ${d.reason}`,
  "upgrade.reviewed": (d) => `wrote the review: ${d.changes.map(({ field }) => field).join(", ")}`,
  "upgrade.rehearsalSet": (d) =>
    `changed what is rehearsed before production, ${changesText(d.changes)}: ${d.reason}`,
};
