import { isBlank, type Refusal, refuse, type Verdict } from "../verdict";

/** How bad a finding is, worst first. Words for people: every open one keeps the gate shut. */
export const findingSeverities = ["critical", "major", "minor"] as const;
export type FindingSeverity = (typeof findingSeverities)[number];

/** Something a daily check found. */
export type HypercareFinding = {
  readonly id: string;
  readonly environmentId: string;
  /** Among those of the environment. */
  readonly number: number;
  readonly what: string;
  readonly severity: FindingSeverity;
  /** Who sees to it; null while nobody does. */
  readonly ownerId: string | null;
  readonly openedAt: Date;
  /** What was done about it; null while it is open. */
  readonly done: string | null;
};

/** May the finding be closed with these words? */
export function decideClose({ number, done }: HypercareFinding, words: string): Verdict {
  const refusals: Refusal[] = [];
  if (done !== null)
    refusals.push({ code: "closed", message: `Finding ${number} is closed already: ${done}` });
  if (isBlank(words))
    refusals.push({
      code: "done_needed",
      message: "Say what was done: a finding is not closed without it.",
    });
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true };
}

/** May what the finding says be changed? What is closed stays as it was signed for. */
export function decideEditFinding({ number, done }: HypercareFinding): Verdict {
  return done === null
    ? { ok: true }
    : refuse("closed", `Finding ${number} is closed: report another one of a day's check instead.`);
}
