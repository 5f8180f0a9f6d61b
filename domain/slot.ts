import type { GateKind } from "./gate-kind";
import { type Role, roleNames, signingRoles } from "./role";
import { counted, joined } from "./sentence";
import { refuse, type Verdict } from "./verdict";

/** A role a gate needs signatures from, and how many. Slots never merge. */
export type Slot = { readonly id: string; readonly role: Role; readonly count: number };

/** A person whose signature stands, with the roles held when signing. */
export type Signer = { readonly userId: string; readonly roles: readonly Role[] };

/** Who fills which slot, and what is still missing. */
export type SlotMatch = {
  readonly slots: readonly {
    readonly slot: Slot;
    readonly filledBy: readonly string[];
    readonly missing: number;
  }[];
  /** Signatures that are missing over all slots. */
  readonly missing: number;
  readonly complete: boolean;
};

/** How many signatures one slot may ask for. */
export const maxSlotCount = 9;

/**
 * Places people so that as many places as possible are filled (maximum bipartite matching). A person fills at most one
 * place of a gate, whatever roles they hold. Earlier signers keep a place once there is one; the same input always
 * gives the same answer.
 */
export function matchSlots(slots: readonly Slot[], signers: readonly Signer[]): SlotMatch {
  const places = slots.flatMap((slot, index) =>
    Array.from({ length: slot.count }, () => ({ role: slot.role, index })),
  );
  const people = distinct(signers);
  /** For each place the index of who has it. */
  const taken: (number | undefined)[] = new Array(places.length).fill(undefined);

  const seat = (person: number, tried: Set<number>): boolean => {
    for (const [place, { role }] of places.entries()) {
      if (tried.has(place) || !people[person]?.roles.includes(role)) continue;
      tried.add(place);
      const holder = taken[place];
      if (holder === undefined || seat(holder, tried)) {
        taken[place] = person;
        return true;
      }
    }
    return false;
  };
  for (const person of people.keys()) seat(person, new Set());

  const filled = slots.map((slot, index) => {
    const holders = taken.filter((person, place) => person !== undefined && places[place]?.index === index);
    const filledBy = (holders as number[])
      .sort((a, b) => a - b)
      .map((person) => people[person]?.userId ?? "");
    return { slot, filledBy, missing: slot.count - filledBy.length };
  });
  const missing = filled.reduce((sum, slot) => sum + slot.missing, 0);
  return { slots: filled, missing, complete: missing === 0 };
}

/** True when this person's signature would fill one more place. */
export function couldStillSign(
  slots: readonly Slot[],
  signers: readonly Signer[],
  candidate: Signer,
): boolean {
  if (signers.some((signer) => signer.userId === candidate.userId)) return false;
  return matchSlots(slots, [...signers, candidate]).missing < matchSlots(slots, signers).missing;
}

/** "1 lead and 2 managers": the signatures that are missing. Empty when none is. */
export function missingText(match: SlotMatch): string {
  const open = match.slots.filter((slot) => slot.missing > 0);
  return joined(open.map(({ slot, missing }) => counted(missing, roleNames[slot.role].toLowerCase())));
}

/** Checks what a gate asks for: an exit gate always needs a signature, an entry gate may open by itself. */
export function validateSlots(
  gate: GateKind,
  slots: readonly { readonly role: Role; readonly count: number }[],
): Verdict {
  if (gate === "exit" && slots.length === 0) {
    return refuse("slot_needed", "An exit gate needs at least one signature. Add a role that signs it.");
  }
  const seen = new Set<Role>();
  for (const { role, count } of slots) {
    if (!signingRoles.some((signing) => signing === role)) {
      return refuse(
        "role_cannot_sign",
        `A ${roleNames[role].toLowerCase()} only looks and can't be asked to sign.`,
      );
    }
    if (seen.has(role))
      return refuse("role_twice", `${roleNames[role]} is listed twice. Raise its count instead.`);
    seen.add(role);
    if (!Number.isInteger(count) || count < 1 || count > maxSlotCount) {
      return refuse("bad_count", `A role signs a gate between 1 and ${maxSlotCount} times.`);
    }
  }
  return { ok: true };
}

function distinct(signers: readonly Signer[]): Signer[] {
  const seen = new Set<string>();
  return signers.filter(({ userId }) => !seen.has(userId) && seen.add(userId));
}
