import { createHash } from "node:crypto";
import { RateLimiterPrisma, RateLimiterRes } from "rate-limiter-flexible";
import { placeOf } from "@/lib/caller";
import { writer } from "@/lib/db";

/**
 * Counts failed passwords in the database, so that every process counts and a restart forgets nothing. Each count runs
 * for a quarter of an hour from its first failure and then begins anew; tries made while it is full don't prolong it.
 *
 * - one account from one place: 10. A success there clears it.
 * - one account from all places its person never signed in from: 30. Somebody guessing from many places fills it, and the
 *   person still gets in from where they usually are: nobody can be locked out by others, except at a new place and for
 *   a quarter of an hour. A success takes only its own try back, so it clears nobody else's failures.
 * - one place, whichever accounts: 60. A success takes only its own try back: an own account doesn't help to guess others.
 *
 * Known limit: people who share one address (an office behind one router, or a proxy nobody declared in
 * LIFTLOCK_TRUST_PROXY) share the last count.
 */
export const attemptLimits = { seconds: 900, here: 10, elsewhere: 30, place: 60, confirm: 10 } as const;

type Name = "here" | "elsewhere" | "place" | "confirm";
let limiters: Record<Name, RateLimiterPrisma> | undefined;

function limiter(name: Name): RateLimiterPrisma {
  const make = (prefix: Name) =>
    new RateLimiterPrisma({
      storeClient: writer,
      tableName: "rateLimit",
      keyPrefix: prefix,
      points: attemptLimits[prefix],
      duration: attemptLimits.seconds,
    });
  // Once per process: every limiter sweeps its expired rows by a timer of its own.
  limiters ??= {
    here: make("here"),
    elsewhere: make("elsewhere"),
    place: make("place"),
    confirm: make("confirm"),
  };
  return limiters[name];
}

// Hashed, so that the table holds no addresses of people who mistyped theirs, and a long one fits.
const keyOf = (...parts: string[]) => createHash("sha256").update(JSON.stringify(parts)).digest("base64url");

/** A try that was let through: it counts as failed until `succeeded`. */
export type Attempt = { allowed: true; succeeded(): Promise<void> } | { allowed: false; retryAt: Date };

interface Count {
  name: Name;
  key: string;
  /** A success clears the whole count, not only its own try. */
  cleared?: true;
}

/** Counts a try before the password is looked at, so that many at once are not let through together. */
async function take(counts: readonly Count[]): Promise<Attempt> {
  const taken: Count[] = [];
  for (const count of counts) {
    try {
      await limiter(count.name).consume(count.key);
      taken.push(count);
    } catch (full) {
      if (!(full instanceof RateLimiterRes)) throw full;
      // A try that was not let through counts nowhere.
      await Promise.all(taken.map(({ name, key }) => limiter(name).reward(key)));
      return { allowed: false, retryAt: new Date(Date.now() + full.msBeforeNext) };
    }
  }
  return {
    allowed: true,
    succeeded: async () => {
      await Promise.all(
        counts.map(({ name, key, cleared }) =>
          cleared ? limiter(name).delete(key) : limiter(name).reward(key),
        ),
      );
    },
  };
}

/** A try to sign in to an account. `isUsual` says that its person has signed in from this address before. */
export function signInAttempt(account: string, address: string, isUsual: boolean): Promise<Attempt> {
  const place = placeOf(address);
  return take([
    ...(address === "unknown" ? [] : [{ name: "place" as const, key: keyOf(place) }]),
    ...(isUsual ? [] : [{ name: "elsewhere" as const, key: keyOf(account) }]),
    { name: "here", key: keyOf(account, place), cleared: true },
  ]);
}

/** A try of a signed-in person to confirm with their password. Counted apart: who fails to sign in as them elsewhere doesn't stop them. */
export function confirmAttempt(userId: string): Promise<Attempt> {
  return take([{ name: "confirm", key: keyOf(userId), cleared: true }]);
}

/** "Try again in 3 minutes": how long is left, for people. */
export function tryAgain(retryAt: Date, now = Date.now()): string {
  const minutes = Math.max(1, Math.ceil((retryAt.getTime() - now) / 60_000));
  return `Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`;
}
