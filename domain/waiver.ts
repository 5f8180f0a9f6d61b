/** Where a waiver stands; `expired` comes by itself when its time is over. */
export const waiverStates = ["requested", "declined", "active", "expired", "revoked"] as const;
export type WaiverState = (typeof waiverStates)[number];

/** An accepted exception to one blocker of one environment, as stored. */
export type Waiver = {
  readonly id: string;
  readonly environmentId: string;
  /** `Blocker.key` of what it accepts. */
  readonly blockerKey: string;
  readonly reason: string;
  readonly requestedById: string;
  readonly approvedById: string | null;
  readonly declinedAt: Date | null;
  readonly revokedAt: Date | null;
  readonly expiresAt: Date;
};
