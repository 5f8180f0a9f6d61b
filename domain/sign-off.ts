import { type Blocker, isForTime } from "./blocker";
import { type Member, type Role, roleNames } from "./role";
import { counted, joined } from "./sentence";
import { couldStillSign, matchSlots, type Signer, type Slot } from "./slot";
import { isBlank, type Refusal, refuse, type Verdict } from "./verdict";

export const signOffDecisions = ["approve", "reject"] as const;
export type SignOffDecision = (typeof signOffDecisions)[number];

/** What an approving person means by the signature; a rejection has none. */
export const signOffMeanings = ["reviewed", "approved", "accepted_with_conditions"] as const;
export type SignOffMeaning = (typeof signOffMeanings)[number];

/** One person's decision on one gate, as stored. Roles are those held when signing. */
export type SignOff = {
  readonly id: string;
  readonly userId: string;
  readonly userName: string;
  readonly roles: readonly Role[];
  readonly decision: SignOffDecision;
  readonly meaning: SignOffMeaning | null;
  /** The statement of an approval, the reason of a rejection. */
  readonly statement: string;
  readonly signedAt: Date;
  /** The earliest end of a waiver it relies on: stale from then on. */
  readonly validUntil: Date | null;
  readonly withdrawnAt: Date | null;
  /** When a fact of its manifest changed; null while it stands. */
  readonly staleAt: Date | null;
};

/** What the decisions on a gate amount to now. */
export type CurrentSignOffs = {
  /** Approvals that count, the earliest first. */
  readonly standing: readonly SignOff[];
  readonly stale: readonly SignOff[];
  readonly rejections: readonly SignOff[];
};

/**
 * Takes each person's latest decision and sorts it. A withdrawn one leaves nothing, also not what it replaced; a
 * rejection stays until its author withdraws it or approves, whatever changes meanwhile.
 */
export function currentSignOffs(signOffs: readonly SignOff[], now: Date): CurrentSignOffs {
  const latest = new Map<string, SignOff>();
  for (const signOff of signOffs) {
    const known = latest.get(signOff.userId);
    if (known === undefined || known.signedAt.getTime() <= signOff.signedAt.getTime())
      latest.set(signOff.userId, signOff);
  }
  const current = [...latest.values()].filter((signOff) => signOff.withdrawnAt === null);
  current.sort((a, b) => a.signedAt.getTime() - b.signedAt.getTime());
  const approvals = current.filter((signOff) => signOff.decision === "approve");
  return {
    standing: approvals.filter((signOff) => !isStale(signOff, now)),
    stale: approvals.filter((signOff) => isStale(signOff, now)),
    rejections: current.filter((signOff) => signOff.decision === "reject"),
  };
}

/** True once a fact of its manifest changed, the end of a waiver included. */
export function isStale(signOff: Pick<SignOff, "staleAt" | "validUntil">, now: Date): boolean {
  if (signOff.staleAt !== null) return true;
  return signOff.validUntil !== null && signOff.validUntil.getTime() <= now.getTime();
}

/** What somebody did in an environment: required steps completed, required executions recorded. */
export type Work = { readonly steps: number; readonly executions: number };

/** Why the person's own work rules them out of the environment's gates; null when it doesn't. */
export function ruledOutBecause(work: Work | undefined, doersMaySign: boolean): string | null {
  if (doersMaySign || work === undefined || (work.steps === 0 && work.executions === 0)) return null;
  const parts: string[] = [];
  if (work.steps > 0) parts.push(`completed ${counted(work.steps, "step")}`);
  if (work.executions > 0) parts.push(`recorded ${counted(work.executions, "test execution")}`);
  return `${joined(parts)} here`;
}

/** Everything a signature is judged by. */
export type SignFacts = {
  /** "Pre-prod exit". */
  readonly gate: string;
  /** Roles is null for somebody who is not a member; being admin of the instance changes nothing. */
  readonly actor: { readonly id: string; readonly roles: readonly Role[] | null };
  readonly work: Work;
  readonly doersMaySign: boolean;
  readonly slots: readonly Slot[];
  /** Every sign-off of the gate. */
  readonly signOffs: readonly SignOff[];
  /** What keeps the gate shut now. */
  readonly blockers: readonly Blocker[];
  readonly now: Date;
};

export type SignCommand = {
  readonly decision: SignOffDecision;
  readonly meaning: SignOffMeaning | null;
  readonly statement: string;
  readonly conditions: readonly string[];
};

/** Decides a signature: every reason why this person can't approve or reject the gate now. */
export function decideSign(facts: SignFacts, command: SignCommand): Verdict {
  const person = whyCannotSign(facts, command.decision);
  const refusals: Refusal[] = [...person, ...statementRefusals(command)];
  if (command.decision === "approve") {
    // One's own rejection is taken back by approving, so it can't stand in the way of that.
    const all = facts.blockers.filter((one) => !isForTime(one));
    const open = all.filter((one) => one.kind !== "sign_off_rejected" || !isOwn(one, facts));
    if (open.length > 0) {
      // The gate counts the rejection too: the two numbers stand on one screen.
      const own = open.length < all.length ? " besides your own rejection" : "";
      const message = `${facts.gate} is shut by ${counted(open.length, "blocker")}${own}. Clear them first, reject with a reason, or ask for a waiver.`;
      refusals.push({ code: "gate_shut", message });
    }
  }
  return refusals.length > 0 ? { ok: false, refusals } : { ok: true };
}

/** Every reason that lies in the person, not in the gate's blockers; empty when they may decide. */
export function whyCannotSign(facts: Omit<SignFacts, "blockers">, decision: SignOffDecision): Refusal[] {
  const { actor, gate, slots } = facts;
  if (actor.roles === null)
    return [{ code: "not_a_member", message: "Only members of the upgrade sign its gates." }];
  if (slots.length === 0) return [{ code: "no_slots", message: `${gate} needs no signature.` }];
  const roles = actor.roles;
  const wanted = slots.filter((slot) => roles.includes(slot.role));
  if (wanted.length === 0) {
    const names = joined(slots.map((slot) => `${roleNames[slot.role].toLowerCase()}s`));
    return [{ code: "no_slot", message: `${gate} is signed by ${names}. You are not one of them.` }];
  }
  const refusals: Refusal[] = [];
  const work = ruledOutBecause(facts.work, facts.doersMaySign);
  if (work !== null) {
    refusals.push({ code: "did_the_work", message: `You ${work}. Whoever did the work does not sign it.` });
  }
  const current = currentSignOffs(facts.signOffs, facts.now);
  if (current.standing.some((signOff) => signOff.userId === actor.id)) {
    refusals.push({
      code: "already_signed",
      message: `You have signed ${gate} already. Withdraw your signature to change it.`,
    });
  } else if (
    decision === "approve" &&
    !couldStillSign(slots, signersOf(current), { userId: actor.id, roles })
  ) {
    const names = joined(wanted.map((slot) => roleNames[slot.role].toLowerCase()));
    refusals.push({ code: "slot_full", message: `Every ${names} signature ${gate} needs is there already.` });
  }
  return refusals;
}

/** The people whose signature counts, for matching them to slots. */
export function signersOf(current: Pick<CurrentSignOffs, "standing">): Signer[] {
  return current.standing.map(({ userId, roles }) => ({ userId, roles }));
}

/** Decides a withdrawal: one's own, with a reason, as long as nobody has built on it. */
export function decideWithdraw(facts: {
  readonly actorId: string;
  readonly signOff: SignOff;
  readonly reason: string;
  /** What comes after the gate and whether it has started: the environment itself for an entry gate; null after the last exit. */
  readonly next: { readonly name: string; readonly started: boolean } | null;
}): Verdict {
  const { signOff, next } = facts;
  if (signOff.userId !== facts.actorId)
    return refuse("not_yours", `Only ${signOff.userName} can withdraw this signature.`);
  if (signOff.withdrawnAt !== null)
    return refuse("already_withdrawn", "This signature was withdrawn already.");
  if (signOff.decision === "approve" && next?.started) {
    return refuse(
      "next_started",
      `${next.name} has started on the strength of this signature, so it can't be withdrawn.`,
    );
  }
  if (isBlank(facts.reason)) return refuse("reason_missing", "Say why you withdraw your signature.");
  return { ok: true };
}

/** For each slot of a gate: who can still sign it, and who of the role can't, with the reason. */
export type SlotCandidates = {
  readonly slot: Slot;
  readonly missing: number;
  readonly can: readonly Member[];
  /** The reason continues "Not Lee: …". */
  readonly cannot: readonly { readonly member: Member; readonly reason: string }[];
};

/**
 * Who can still sign, in the members' order, each named where there is a missing place of their role. Somebody may be
 * named at a full slot instead: when whoever fills it has another role as well and moves on to the missing place.
 */
export function whoCanSign(
  members: readonly Member[],
  facts: Pick<SignFacts, "slots" | "signOffs" | "doersMaySign" | "now"> & {
    readonly work: ReadonlyMap<string, Work>;
  },
): SlotCandidates[] {
  const signers = signersOf(currentSignOffs(facts.signOffs, facts.now));
  const signed = new Set(signers.map((signer) => signer.userId));
  const match = matchSlots(facts.slots, signers).slots;
  return match.map(({ slot, missing }) => {
    const can: Member[] = [];
    const cannot: { member: Member; reason: string }[] = [];
    for (const member of members) {
      if (!member.roles.includes(slot.role)) continue;
      const work = ruledOutBecause(facts.work.get(member.id), facts.doersMaySign);
      const elsewhere = match.some((other) => other.missing > 0 && member.roles.includes(other.slot.role));
      if (signed.has(member.id)) cannot.push({ member, reason: "has signed" });
      else if (work !== null) cannot.push({ member, reason: work });
      else if (missing > 0) can.push(member);
      else if (
        !elsewhere &&
        couldStillSign(facts.slots, signers, { userId: member.id, roles: member.roles })
      ) {
        can.push(member);
      }
    }
    return { slot, missing, can, cannot };
  });
}

function isOwn(rejection: Blocker, facts: SignFacts): boolean {
  return facts.signOffs.some(
    (signOff) => signOff.id === rejection.subject.id && signOff.userId === facts.actor.id,
  );
}

function statementRefusals({ decision, meaning, statement, conditions }: SignCommand): Refusal[] {
  const stated = conditions.filter((condition) => !isBlank(condition)).length;
  if (decision === "reject") {
    return isBlank(statement) ? [{ code: "reason_missing", message: "Say why you reject." }] : [];
  }
  if (meaning === null) return [{ code: "meaning_missing", message: "Say what your signature means." }];
  if (meaning === "accepted_with_conditions" && stated === 0) {
    return [
      { code: "condition_missing", message: "Name at least one condition, or choose another meaning." },
    ];
  }
  if (meaning !== "accepted_with_conditions" && stated > 0) {
    return [
      { code: "condition_unwanted", message: "Conditions need the meaning “accepted with conditions”." },
    ];
  }
  return [];
}
