import type { Blocker } from "./blocker";
import type { GateState } from "./gate-kind";
import type { Member } from "./role";

/** What somebody is told without looking. */
export const notificationKinds = [
  "assigned",
  "mentioned",
  "signature_wanted",
  "blocker_mine",
  "gate_opened",
  "signature_stale",
  "ending",
  "decision_wanted",
  "window",
  "hypercare",
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** Who is told what. `blocker` is the one a `blocker_mine` is about. */
export type Told = { readonly userId: string; readonly kind: NotificationKind; readonly blocker?: Blocker };

/** Somebody was given a step, a test or a use case. Nobody is told what they did themselves. */
export function tellAssigned(facts: {
  readonly actorId: string | null;
  readonly assigneeId: string | null;
}): Told[] {
  if (facts.assigneeId === null || facts.assigneeId === facts.actorId) return [];
  return [{ userId: facts.assigneeId, kind: "assigned" }];
}

/** A comment was written or edited: whoever it mentions and did not mention before. */
export function tellMentioned(facts: {
  readonly actorId: string;
  readonly mentioned: readonly string[];
  readonly mentionedBefore: readonly string[];
}): Told[] {
  const known = new Set([...facts.mentionedBefore, facts.actorId]);
  return [...new Set(facts.mentioned)]
    .filter((id) => !known.has(id))
    .map((userId) => ({ userId, kind: "mentioned" }));
}

/** A gate before and after a change. */
export type GateChange = {
  /** Null when time did it. */
  readonly actorId: string | null;
  readonly members: readonly Member[];
  readonly before: { readonly state: GateState; readonly blockerKeys: ReadonlySet<string> };
  readonly after: { readonly state: GateState; readonly blockers: readonly Blocker[] };
  /** Who can still fill a slot of the gate (`whoCanSign`). */
  readonly canSign: readonly string[];
  /** Signers whose signature went stale by this change. */
  readonly wentStale: readonly string[];
};

/**
 * What a change of a gate tells whom: signers whose signature went stale; who can sign once nothing blocks; people
 * named to clear a blocker that was not there; leads and engineers when the gate opened. One person gets one
 * notification of a kind, and none of what they caused themselves, except that their own signature went stale.
 */
export function tellGate(change: GateChange): Told[] {
  const { before, after, actorId } = change;
  const told: Told[] = change.wentStale.map((userId) => ({ userId, kind: "signature_stale" }));
  if (after.state === "ready" && before.state !== "ready") {
    told.push(...change.canSign.map((userId): Told => ({ userId, kind: "signature_wanted" })));
  }
  if (after.state === "open" && before.state !== "open") {
    const working = change.members.filter((member) =>
      member.roles.some((role) => role === "lead" || role === "engineer"),
    );
    told.push(...working.map((member): Told => ({ userId: member.id, kind: "gate_opened" })));
  }
  const members = new Set(change.members.map((member) => member.id));
  for (const blocker of after.blockers) {
    // The signer of a stale signature is told so by its own gate, once, not by every gate above.
    if (before.blockerKeys.has(blocker.key) || blocker.kind === "signature_stale") continue;
    for (const userId of blocker.clearedBy.people)
      if (members.has(userId)) told.push({ userId, kind: "blocker_mine", blocker });
  }
  const seen = new Set<string>();
  return told.filter(({ userId, kind }) => {
    const key = `${kind} ${userId}`;
    if (seen.has(key) || (userId === actorId && kind !== "signature_stale")) return false;
    return seen.add(key);
  });
}
