import type { Role } from "./role";

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
