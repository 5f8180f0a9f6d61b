import { joined } from "./sentence";
import { isBlank, type Refusal, refuse, type Verdict } from "./verdict";

/** What is decided at a decision point of a run. */
export const runVerdicts = ["go", "no_go"] as const;
export type RunVerdict = (typeof runVerdicts)[number];

export type RunVote = { readonly userId: string; readonly verdict: RunVerdict };

/** What Liftlock asks when going back within the window is no longer safe. */
export const abortQuestion = "Latest safe abort passed: go on or back out?";

/** A question asked in a run; open until somebody decides it. */
export type RunDecision = {
  readonly question: string;
  readonly verdict: RunVerdict | null;
  readonly votes: readonly RunVote[];
};

/** May somebody vote? A vote can be changed until it is decided; a no needs its reason. */
export function decideVote(decision: RunDecision, verdict: RunVerdict, reason: string): Verdict {
  if (decision.verdict !== null) return refuse("decided", "This was decided already.");
  if (verdict === "no_go" && isBlank(reason))
    return refuse("reason_needed", "Say why not: a reason is needed.");
  return { ok: true };
}

/** May it be decided so? Against the votes of others only with a reason. */
export function decideRun(
  decision: RunDecision,
  verdict: RunVerdict,
  reason: string,
  nameOf: (id: string) => string,
): Verdict {
  if (decision.verdict !== null) return refuse("decided", "This was decided already.");
  const refusals: Refusal[] = [];
  const against = decision.votes
    .filter((vote) => vote.verdict !== verdict)
    .map(({ userId }) => nameOf(userId));
  if (against.length > 0 && isBlank(reason))
    refusals.push({
      code: "reason_needed",
      message: `${joined(against)} voted otherwise: say why it is decided so.`,
    });
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true };
}
