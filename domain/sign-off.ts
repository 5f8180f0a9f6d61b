import type { Role } from "./role";

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
  readonly withdrawnAt: Date | null;
  /** When a fact of its manifest changed; null while it stands. */
  readonly staleSince: Date | null;
};
