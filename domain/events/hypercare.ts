import { changesText, type RuleChange } from "../rule-change";
import { counted, dated, joined } from "../sentence";

/** A daily check as it was called when it was asked. */
interface OfDay {
  environment: string;
  day: number;
}

type Answered = { result: string; note: string; link: string };

/** Events of hypercare, and of what verification asks for. */
export interface HypercareEvents {
  "upgrade.verificationSet": { changes: RuleChange[]; reason: string };
  "hypercare.started": { environment: string; begin: string; days: number; zone: string };
  "hypercare.extended": { environment: string; was: number; is: number; reason: string };
  "hypercare.endedEarly": { environment: string; day: number; days: number; reason: string };
  /** `was` is null for the first answer; history keeps both of a correction. */
  "hypercare.answered": OfDay & { check: string; was: Answered | null; is: Answered; late: boolean };
  "hypercare.findingOpened": OfDay & {
    number: number;
    check: string;
    what: string;
    severity: string;
    link: string;
    owner: string | null;
  };
  "hypercare.findingEdited": { environment: string; number: number; changes: RuleChange[] };
  "hypercare.findingClosed": { environment: string; number: number; what: string; done: string };
  /** Time did it: the day is over, and these checks were not answered. */
  "hypercare.dayMissed": OfDay & { date: string; checks: string[] };
  "hypercare.over": { environment: string; days: number; missed: number; findings: number };
}

const answered = ({ result, note, link }: Answered) =>
  `${result}${note === "" ? "" : `: ${note}`}${link === "" ? "" : ` (${link})`}`;

/** What each event says after the actor's name, or of time without one. */
export const hypercareSentences: { [T in keyof HypercareEvents]: (data: HypercareEvents[T]) => string } = {
  "upgrade.verificationSet": (d) =>
    `changed what verification asks for, ${changesText(d.changes)}: ${d.reason}`,
  "hypercare.started": (d) =>
    `started hypercare of ${d.environment} as of ${dated(d.begin)} for ${counted(d.days, "day")} in ${d.zone}`,
  "hypercare.extended": (d) =>
    `extended hypercare of ${d.environment} from ${d.was} to ${counted(d.is, "day")}: ${d.reason}`,
  "hypercare.endedEarly": (d) =>
    `ended hypercare of ${d.environment} early, on day ${d.day} of ${d.days}: ${d.reason}`,
  "hypercare.answered": (d) =>
    d.was === null
      ? `answered “${d.check}” on day ${d.day} of hypercare of ${d.environment}${d.late ? ", late" : ""}: ${answered(d.is)}`
      : `corrected “${d.check}” on day ${d.day} of hypercare of ${d.environment} from ${answered(d.was)} to ${answered(d.is)}`,
  "hypercare.findingOpened": (d) =>
    `reported finding ${d.number} of hypercare of ${d.environment} by “${d.check}” on day ${d.day}, ${d.severity}: “${d.what}”${d.owner === null ? "" : `, seen to by ${d.owner}`}`,
  "hypercare.findingEdited": (d) =>
    `changed finding ${d.number} of hypercare of ${d.environment}, ${changesText(d.changes)}`,
  "hypercare.findingClosed": (d) =>
    `closed finding ${d.number} of hypercare of ${d.environment}, “${d.what}”: ${d.done}`,
  "hypercare.dayMissed": (d) =>
    `Day ${d.day} (${d.date}) of hypercare of ${d.environment} was missed: ${joined(d.checks)}`,
  "hypercare.over": (d) =>
    `Hypercare of ${d.environment} is over after ${counted(d.days, "day")}: ${d.missed + d.findings === 0 ? "nothing is left" : `${counted(d.missed, "day")} missed and ${counted(d.findings, "finding")} open`}`,
};
