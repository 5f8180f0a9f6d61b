import type { Role } from "@/domain/role";

/** Who asks: a person by session or token, or Liftlock itself when the clock changes something. */
export interface Actor {
  /** Null for Liftlock itself. */
  id: string | null;
  name: string;
  email: string;
  isAdmin: boolean;
  via: "session" | "token" | "system";
  sessionId: string | null;
  /** A token with read scope may only read. */
  readOnly: boolean;
  /** The person's own zone, null for the upgrade's home zone. */
  timeZone: string | null;
}

/** The clock as an actor: expires waivers. Has no rights of its own; only commands that ask for it take it. */
export const system: Actor = {
  id: null,
  name: "Liftlock",
  email: "",
  isAdmin: false,
  via: "system",
  sessionId: null,
  readOnly: false,
  timeZone: null,
};

const proof: unique symbol = Symbol("access was checked");

/** Where the histories stood when something was read: facts read afterwards may be newer, never older. */
export interface Heads {
  /** The last event of the upgrade's own history. */
  readonly upgrade: number;
  /** The last event of the instance's history. */
  readonly instance: number;
}

/**
 * Proof that the actor is a member of this upgrade, minted by `openUpgrade` and by the door of commands only.
 * Every query inside an upgrade takes one, so that forgetting to check access is a type error.
 */
export interface UpgradeScope {
  readonly id: string;
  readonly key: string;
  readonly roles: readonly Role[];
  readonly archived: boolean;
  /** Read with the proof. */
  readonly at: Heads;
  readonly actor: Actor & { id: string };
  readonly [proof]: true;
}

/** Mints the proof. Only `openUpgrade` calls it, after the policy said yes. */
export const mintScope = (scope: Omit<UpgradeScope, typeof proof>): UpgradeScope => ({
  ...scope,
  [proof]: true,
});
