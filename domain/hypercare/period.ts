import { dated } from "../sentence";
import { isBlank, type Refusal, type Refused, refuse, type Verdict } from "../verdict";
import type { HypercareRules } from "../verification";
import type { AnswerResult, HypercarePeriod, HypercareStanding } from "./standing";

/** Nobody looks after something every day for longer: after that it is operation as usual. */
export const longestDays = 120;

const no = (refusals: readonly Refusal[]): Refused | null =>
  refusals.length > 0 ? { ok: false, refusals } : null;
const dayNumber = (days: number) => Number.isInteger(days) && days >= 1;

/** What there is where hypercare shall begin. */
export type StartFacts = {
  readonly rules: HypercareRules | null;
  readonly environmentName: string;
  /** The entry gate is open, or was when work began. */
  readonly entryOpen: boolean;
  /** How the environment's last period stands; null where there is none. */
  readonly last: Pick<HypercareStanding, "over" | "end"> | null;
};

/** May hypercare begin so? */
export function decideStart(
  { rules, environmentName, entryOpen, last }: StartFacts,
  asked: { readonly begin: Date; readonly days?: number | undefined },
  now: Date,
): Verdict<{ readonly days: number }> {
  if (rules === null)
    return refuse(
      "no_rules",
      "Verification asks for no hypercare here: a lead first says for how many days and what is looked at.",
    );
  const refusals: Refusal[] = [];
  const days = asked.days ?? rules.days;
  if (!entryOpen)
    refusals.push({
      code: "entry_shut",
      message: `The entry gate of ${environmentName} is shut: hypercare begins after the migration.`,
    });
  if (last && !last.over)
    refusals.push({
      code: "running",
      message: `Hypercare runs until ${dated(new Date(last.end).toISOString())}: extend it, or end it first.`,
    });
  if (asked.begin > now)
    refusals.push({
      code: "ahead",
      message: "Hypercare begins when the new stack carries the traffic: a begin can't lie ahead.",
    });
  if (now.getTime() - asked.begin.getTime() > 3 * longestDays * 86_400_000)
    refusals.push({ code: "long_ago", message: "That begin is more than a year ago." });
  if (!dayNumber(days) || days > longestDays)
    refusals.push({ code: "days", message: `Hypercare is kept for 1 to ${longestDays} days.` });
  else if (days < rules.days)
    refusals.push({
      code: "too_short",
      message: `Verification asks for ${rules.days} days: begin with as many, and end it early with a reason.`,
    });
  return no(refusals) ?? { ok: true, days };
}

/** May it go on for so many days more? Also when it is over: what comes then is asked as well. */
export function decideExtend(
  { days, endedAt }: Pick<HypercarePeriod, "days" | "endedAt">,
  asked: { readonly days: number; readonly reason: string },
): Verdict<{ readonly days: number }> {
  const refusals: Refusal[] = [];
  if (endedAt !== null)
    refusals.push({
      code: "ended",
      message: `It was ended on ${dated(endedAt.toISOString())}: start another one.`,
    });
  if (!dayNumber(asked.days) || days + asked.days > longestDays)
    refusals.push({
      code: "days",
      message: `It has ${days} days and can have ${longestDays} at most: add a whole number of days.`,
    });
  if (isBlank(asked.reason))
    refusals.push({ code: "reason_needed", message: "Say why it goes on: a reason is needed." });
  return no(refusals) ?? { ok: true, days: days + asked.days };
}

/** May it end now, before its last day is over? */
export function decideEnd(standing: Pick<HypercareStanding, "over" | "end">, reason: string): Verdict {
  const refusals: Refusal[] = [];
  if (standing.over)
    refusals.push({
      code: "over",
      message: `Hypercare is over since ${dated(new Date(standing.end).toISOString())}.`,
    });
  if (isBlank(reason))
    refusals.push({ code: "reason_needed", message: "Say why it ends early: a reason is needed." });
  return no(refusals) ?? { ok: true };
}

export type NewAnswer = {
  readonly day: number;
  readonly check: string;
  readonly result: AnswerResult;
  readonly note: string;
  readonly link: string;
  /** With a finding: what was found. */
  readonly what: string | null;
};

/** An answer as it is stored; null while there is none. */
export type StoredAnswer = Pick<NewAnswer, "result" | "note" | "link">;

/**
 * May a check of a day be answered so? Late answers are taken and shown as late; another answer than before needs a word why.
 * Answering "finding" again adds a finding.
 */
export function decideAnswer(
  { days }: HypercareStanding,
  was: StoredAnswer | null,
  asked: NewAnswer,
): Verdict<{ readonly late: boolean; readonly title: string }> {
  const { result, note, link, what } = asked;
  const found = days.find(({ day }) => day.number === asked.day);
  if (!found) return refuse("no_such_day", `Hypercare has ${days.length} days, and no day ${asked.day}.`);
  const standing = found.checks.find(({ check }) => check.id === asked.check);
  if (!standing) return refuse("no_such_check", `Day ${asked.day} asks for no check “${asked.check}”.`);
  if (standing.state === "ahead")
    return refuse(
      "ahead",
      `Day ${asked.day} begins on ${dated(new Date(found.day.from).toISOString())}: nobody has looked yet.`,
    );
  const refusals: Refusal[] = [];
  if (was && result === "clean" && was.result === "clean" && was.note === note && was.link === link)
    refusals.push({ code: "unchanged", message: `“${standing.check.title}” is answered so already.` });
  else if (was && was.result !== result && isBlank(note))
    refusals.push({
      code: "reason_needed",
      message: "Say in the note why the answer is another one now: history keeps both.",
    });
  if (result === "clean" && what !== null)
    refusals.push({ code: "clean", message: "Clean is an answer without a finding: say which it is." });
  if (result === "finding" && isBlank(what))
    refusals.push({ code: "what_needed", message: "Say what was found." });
  const late = !found.today;
  return no(refusals) ?? { ok: true, late, title: standing.check.title };
}
