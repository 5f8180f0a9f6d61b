import { type Blocker, isForTime, sortBlockers } from "./blocker";
import type { EnvironmentFacts } from "./environment";
import { judgeCriteria } from "./gate-criteria";
import type { GateFacts } from "./gate-facts";
import type { GateKind, GateState } from "./gate-kind";
import { proofsUntil } from "./gate-proof";
import { counted } from "./sentence";
import { currentSignOffs, type SignOff, signersOf } from "./sign-off";
import { couldStillSign, matchSlots, missingText, type SlotMatch } from "./slot";
import { isActive, type Waiver } from "./waiver";

/** The answer of a gate. `blockers` is the same list for screen, API, refusal and history. */
export type GateEvaluation = {
  readonly environmentId: string;
  readonly gate: GateKind;
  readonly state: GateState;
  /** Not waived, failing first. */
  readonly blockers: readonly Blocker[];
  /** Blockers that an active waiver accepts. */
  readonly waived: readonly { readonly blocker: Blocker; readonly waiver: Waiver }[];
  /** Everything that was asked: passing, neutral, waived and blocking. What does not apply is not counted. */
  readonly criteria: number;
  readonly passing: number;
  /** Skipped with a second person's word: neither passing nor blocking. */
  readonly neutral: number;
  readonly slots: SlotMatch;
  /** There are slots, and each is filled by a signature that stands. */
  readonly signed: boolean;
  /** It was signed: counting stale signatures too, every slot would be filled. */
  readonly stale: boolean;
  /** Signatures of this gate that went stale and whose place is still empty. They block every gate above, not this one. */
  readonly staleSignOffs: readonly SignOff[];
  readonly headline: string;
  /** When the next waiver, signature or proof used here runs out, and this answer with it; null when time changes nothing. */
  readonly validUntil: Date | null;
};

/**
 * Judges a gate in time linear in its facts. Open means nothing blocks and every slot is signed (an entry gate without
 * slots needs no signature; an exit gate without slots never opens); signatures alone never open it.
 */
export function evaluateGate(facts: GateFacts, now: Date): GateEvaluation {
  const current = currentSignOffs(facts.signOffs, now);
  const { blockers: found, passing, neutral } = judgeCriteria(facts, current.rejections);

  const active = new Map<string, Waiver>();
  for (const waiver of facts.waivers) if (isActive(waiver, now)) active.set(waiver.blockerKey, waiver);
  const waived: { blocker: Blocker; waiver: Waiver }[] = [];
  const open: Blocker[] = [];
  for (const blocker of found) {
    const waiver = active.size > 0 && blocker.waivable ? active.get(blocker.key) : undefined;
    if (waiver) waived.push({ blocker, waiver });
    else open.push(blocker);
  }

  const blockers = sortBlockers(open);
  const signers = signersOf(current);
  const slots = matchSlots(facts.slots, signers);
  const signed = facts.slots.length > 0 && slots.complete;
  const passable = signed || (facts.slots.length === 0 && facts.gate === "entry");
  // For the time to come nobody waits to sign: by then the signatures have to be there.
  const waits = blockers.length > 0 && blockers.every(isForTime);
  const state: GateState =
    waits && !passable && facts.slots.length > 0
      ? "ready"
      : blockers.length > 0
        ? "shut"
        : passable
          ? "open"
          : "ready";
  return {
    environmentId: facts.environment.id,
    gate: facts.gate,
    state,
    blockers,
    waived,
    criteria: passing + neutral + found.length,
    passing,
    neutral,
    slots,
    signed,
    stale:
      !signed && facts.slots.length > 0 && matchSlots(facts.slots, [...signers, ...current.stale]).complete,
    staleSignOffs: current.stale.filter((signOff) => couldStillSign(facts.slots, signers, signOff)),
    headline: headlineOf(state, blockers.length, slots, signers.length),
    validUntil: earliest([
      ...waived.map(({ waiver }) => waiver.expiresAt),
      ...current.standing.map((signOff) => signOff.validUntil),
      proofsUntil(facts.proofs.filter((proof) => proof.gate === facts.gate)),
    ]),
  };
}

/**
 * True when work behind an entry gate may start: the gate is open, or the environment has started already. What goes
 * stale below later blocks its exit, but never freezes running work.
 */
export function canStartBehind(entry: GateState, environment: Pick<EnvironmentFacts, "startedAt">): boolean {
  return entry === "open" || environment.startedAt !== null;
}

function headlineOf(state: GateState, blockers: number, slots: SlotMatch, signers: number): string {
  switch (state) {
    case "shut":
      return `Shut by ${counted(blockers, "blocker")}.`;
    case "ready":
      return slots.slots.length === 0
        ? "Nothing blocks, but nobody is asked to sign. Add at least one signature to this gate."
        : `Ready to sign: waits for ${missingText(slots)}.`;
    case "open":
      return slots.slots.length === 0
        ? "Open: nothing blocks."
        : `Open: signed by ${counted(signers, "person", "people")}.`;
  }
}

function earliest(dates: readonly (Date | null)[]): Date | null {
  let first: Date | null = null;
  for (const date of dates)
    if (date !== null && (first === null || date.getTime() < first.getTime())) first = date;
  return first;
}
