import type { Blocker } from "./blocker";
import { hasRole, type Role } from "./role";
import { isBlank, type Refusal, refuse, type Verdict } from "./verdict";

/** Where a waiver stands; it expires by itself when its time is over. */
export const waiverStates = ["requested", "declined", "active", "expired", "ended"] as const;
export type WaiverState = (typeof waiverStates)[number];

/** An accepted exception to one blocker of one gate, as stored. */
export type Waiver = {
  readonly id: string;
  /** `Blocker.key` of what it accepts. */
  readonly blockerKey: string;
  readonly reason: string;
  readonly requestedById: string;
  /** The second person; null while it waits. */
  readonly approvedById: string | null;
  readonly expiresAt: Date;
  /** Declined while it waited, or ended by hand afterwards. */
  readonly endedAt: Date | null;
};

/** A waiver is an exception, not a rule: it lasts at most this long and is asked for again. */
export const maxWaiverDays = 90;

const day = 24 * 60 * 60 * 1000;

/** Where the waiver stands at this moment. From the moment it expires, its blocker blocks again. */
export function waiverState(waiver: Waiver, now: Date): WaiverState {
  if (waiver.endedAt !== null) return waiver.approvedById === null ? "declined" : "ended";
  if (waiver.expiresAt.getTime() <= now.getTime()) return "expired";
  return waiver.approvedById === null ? "requested" : "active";
}

/** True when it keeps its blocker from blocking. */
export function isActive(waiver: Waiver, now: Date): boolean {
  return waiverState(waiver, now) === "active";
}

/** Decides a request: the blocker is there, can be waived, and the exception has a reason and an end. */
export function decideWaiverRequest(facts: {
  /** What it shall accept, as the gate lists it now; null when the gate doesn't. */
  readonly blocker: Blocker | null;
  readonly reason: string;
  readonly expiresAt: Date;
  readonly now: Date;
  /** Every waiver of the gate. */
  readonly waivers: readonly Waiver[];
}): Verdict {
  const { blocker, now } = facts;
  if (blocker === null)
    return refuse("no_such_blocker", "This no longer keeps the gate shut. There is nothing to waive.");
  const refusals: Refusal[] = [];
  if (!blocker.waivable) {
    refusals.push({
      code: "not_waivable",
      message: `This can't be waived, it has to be cleared: ${blocker.title}.`,
    });
  }
  if (isBlank(facts.reason))
    refusals.push({ code: "reason_missing", message: "Say why this exception is acceptable." });
  const lasts = facts.expiresAt.getTime() - now.getTime();
  if (!(lasts > 0)) refusals.push({ code: "already_over", message: "A waiver needs an end in the future." });
  if (lasts > maxWaiverDays * day) {
    refusals.push({
      code: "too_long",
      message: `A waiver lasts at most ${maxWaiverDays} days. Choose an earlier end.`,
    });
  }
  const waiting = facts.waivers.filter((waiver) => waiver.blockerKey === blocker.key);
  if (waiting.some((waiver) => ["requested", "active"].includes(waiverState(waiver, now)))) {
    refusals.push({
      code: "already_asked",
      message: "There is a waiver for this already. End it before asking for another.",
    });
  }
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true };
}

/** Decides an approval: a lead or manager who is not the one who asked, while it is still waiting. */
export function decideWaiverApproval(facts: {
  readonly waiver: Waiver;
  readonly actor: { readonly id: string; readonly roles: readonly Role[] };
  readonly now: Date;
}): Verdict {
  const { waiver, actor, now } = facts;
  const state = waiverState(waiver, now);
  if (state !== "requested")
    return refuse("wrong_state", `${stateSentences[state]} Ask for a new one if it is still needed.`);
  if (waiver.requestedById === actor.id) {
    return refuse("second_person", "You asked for this waiver; another lead or manager has to approve it.");
  }
  if (!hasRole(actor.roles, "lead", "manager"))
    return refuse("wrong_role", "Only leads and managers approve waivers.");
  return { ok: true };
}

/** Decides declining a waiting waiver or ending an active one. Who asked may take the request back. */
export function decideWaiverEnd(facts: {
  readonly waiver: Waiver;
  readonly actor: { readonly id: string; readonly roles: readonly Role[] };
  readonly reason: string;
  readonly now: Date;
}): Verdict<{ readonly becomes: "declined" | "ended" }> {
  const { waiver, actor, now } = facts;
  const state = waiverState(waiver, now);
  if (state !== "requested" && state !== "active") return refuse("wrong_state", stateSentences[state]);
  const own = state === "requested" && waiver.requestedById === actor.id;
  if (!own && !hasRole(actor.roles, "lead", "manager")) {
    return refuse("wrong_role", "Only leads and managers decline or end waivers.");
  }
  if (isBlank(facts.reason)) return refuse("reason_missing", "Say why the waiver ends.");
  return { ok: true, becomes: state === "requested" ? "declined" : "ended" };
}

const stateSentences: Record<WaiverState, string> = {
  requested: "This waiver waits for a second person.",
  declined: "This waiver was declined.",
  active: "This waiver is active already.",
  expired: "This waiver has expired.",
  ended: "This waiver was ended.",
};
