import type { HypercareCheck, HypercareRules } from "../verification";
import type { ZoneClock } from "../window/zone-clock";
import { type HypercareDay, type HypercareSpan, hypercareDays } from "./days";

/** What somebody found on a day: nothing to complain of, or something. */
export const answerResults = ["clean", "finding"] as const;
export type AnswerResult = (typeof answerResults)[number];

export type HypercareAnswer = {
  readonly day: number;
  readonly check: string;
  readonly result: AnswerResult;
  /** When it was answered first: a correction makes no answer late, and none early. */
  readonly at: Date;
};

/** One period in which an environment is looked after. */
export type HypercarePeriod = HypercareSpan & {
  readonly id: string;
  readonly environmentId: string;
  /** 1 for the first of the environment; the last one counts. */
  readonly number: number;
  /** IANA zone whose calendar counts the days: the home zone of the upgrade when it began. */
  readonly zone: string;
  /** Why it was ended early; null where it wasn't. */
  readonly endedWhy: string | null;
  readonly answers: readonly HypercareAnswer[];
};

/** ahead: its day has not begun · open: today, not answered · missed: the day is over and it is not answered. */
export const checkStates = ["ahead", "open", "missed", "clean", "finding"] as const;
export type CheckState = (typeof checkStates)[number];

export type CheckStanding = {
  readonly check: HypercareCheck;
  readonly state: CheckState;
  /** Answered after its day was over. */
  readonly late: boolean;
};

/** answered: every check that is asked has an answer, clean or not. */
export const dayStates = ["ahead", "open", "missed", "answered"] as const;
export type DayState = (typeof dayStates)[number];

export type DayStanding = {
  readonly day: HypercareDay;
  readonly state: DayState;
  readonly late: boolean;
  /** It is this day now. */
  readonly today: boolean;
  readonly checks: readonly CheckStanding[];
};

export type HypercareStanding = {
  readonly days: readonly DayStanding[];
  /** When the last day is over, in ms. */
  readonly end: number;
  readonly over: boolean;
};

/** How every day of a period stands at `now`. */
export function hypercareStanding(
  rules: HypercareRules | null,
  period: HypercarePeriod,
  clock: ZoneClock,
  now: Date,
): HypercareStanding {
  const at = now.getTime();
  const answers = new Map(period.answers.map((answer) => [`${answer.day} ${answer.check}`, answer]));
  const days = hypercareDays(period, clock).map((day): DayStanding => {
    const checks = checksOf(rules?.checks ?? [], day).map((check): CheckStanding => {
      const answer = answers.get(`${day.number} ${check.id}`);
      const state = answer?.result ?? (at < day.from ? "ahead" : at < day.to ? "open" : "missed");
      return { check, state, late: answer !== undefined && answer.at.getTime() >= day.to };
    });
    const has = (state: CheckState) => checks.some((check) => check.state === state);
    return {
      day,
      state: has("missed") ? "missed" : has("open") ? "open" : at < day.from ? "ahead" : "answered",
      late: checks.some(({ late }) => late),
      today: at >= day.from && at < day.to,
      checks,
    };
  });
  const end = days.at(-1)?.day.to ?? period.begin.getTime();
  return { days, end, over: at >= end };
}

/** The checks a day is asked for: those there were before it ended. Where none of them is left, those there are: no day asks for nothing. */
function checksOf(checks: readonly HypercareCheck[], day: HypercareDay): readonly HypercareCheck[] {
  const asked = checks.filter(({ since }) => since === null || Date.parse(since) < day.to);
  return asked.length > 0 ? asked : checks;
}
