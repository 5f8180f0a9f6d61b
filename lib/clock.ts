import { settleNow } from "@/lib/command";
import { reader } from "@/lib/db";
import { log } from "@/lib/log";
import { isUnlockedBy } from "@/lib/previous-upgrade";

/** How often is looked for what has moved without a command, in ms. Reads are right before that; this is how soon it is recorded and told. */
const every = 15_000;

/**
 * Records everything that time has moved up to `now`, and unlocks upgrades whose previous one is in production (the
 * commit that signed it can't write the history of another upgrade), in every upgrade that isn't archived. Answers how
 * many events that were. One upgrade that fails doesn't keep the others waiting.
 */
export async function settleDue(now: Date = new Date()): Promise<number> {
  const due = await reader.upgrade.findMany({
    where: {
      archivedAt: null,
      OR: [
        isUnlockedBy(now),
        { environments: { some: { statusUntil: { lte: now } } } },
        {
          environments: {
            some: {
              gates: {
                some: {
                  waivers: {
                    some: {
                      approvedById: { not: null },
                      endedAt: null,
                      expiredAt: null,
                      expiresAt: { lte: now },
                    },
                  },
                },
              },
            },
          },
        },
      ],
    },
    select: { id: true, key: true },
  });
  let events = 0;
  for (const { id, key } of due) {
    try {
      events += await settleNow(id, now);
    } catch (error) {
      log.error({ error }, `could not record what time has moved in ${key}`);
    }
  }
  return events;
}

const kept = globalThis as { liftlockClock?: NodeJS.Timeout };

/** Starts the clock of this process, once. It never keeps the process alive, and waits for a round before the next. */
export function startClock(): void {
  if (kept.liftlockClock) return;
  let busy = false;
  const tick = async () => {
    if (busy) return;
    busy = true;
    try {
      await settleDue();
    } catch (error) {
      log.warn({ reason: String(error) }, "the clock waits for the database");
    } finally {
      busy = false;
    }
  };
  kept.liftlockClock = setInterval(() => void tick(), every);
  kept.liftlockClock.unref();
}
