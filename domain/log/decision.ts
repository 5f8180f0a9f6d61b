import { isBlank, type Refusal, type Verdict } from "../verdict";

/** What somebody decided about a message: it doesn't matter, it is followed elsewhere, or it keeps the gate shut. */
export const logDecisions = ["ignored", "issue", "must_fix"] as const;
export type LogDecision = (typeof logDecisions)[number];

export type DecidedMessage = {
  readonly decision: LogDecision;
  readonly reason: string;
  readonly link: string;
};

/** May this be decided so? With every reason why not. */
export function decideMessage(was: DecidedMessage | null, is: DecidedMessage): Verdict {
  const refusals: Refusal[] = [];
  if (is.decision === "ignored" && isBlank(is.reason))
    refusals.push({ code: "reason_needed", message: "Say why it can be ignored: a reason is needed." });
  if (is.decision === "issue" && isBlank(is.link))
    refusals.push({ code: "link_needed", message: "Give the address of the issue that follows it." });
  if (was && was.decision === is.decision && was.reason === is.reason && was.link === is.link)
    refusals.push({ code: "unchanged", message: "It is decided just so already." });
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true };
}
