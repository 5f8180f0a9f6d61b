import { upgradesPastAbort } from "@/lib/abort-clock";
import { settleNow } from "@/lib/command";
import { reader } from "@/lib/db";
import { upgradesInHypercare } from "@/lib/hypercare-reminders";
import { upgradesWithEndings } from "@/lib/item-endings";
import { log } from "@/lib/log";
import { isUnlockedBy } from "@/lib/previous-upgrade";
import { upgradesToRemind } from "@/lib/window-reminders";

/** How often is looked for what has moved without a command, in ms. Reads are right before that; this is how soon it is recorded and told. */
const every = 15_000;

/** How often is looked for items whose day has come near, in ms: they have days and no hours. */
const everyHour = 3_600_000;

/**
 * Records everything that time has moved up to `now`, and unlocks upgrades whose previous one is in production (the
 * commit that signed it can't write the history of another upgrade), in every upgrade that isn't archived. Answers how
 * many events that were. One upgrade that fails doesn't keep the others waiting. Days that come near are looked at unless
 * `days` says no.
 */
export async function settleDue(now: Date = new Date(), days = true): Promise<number> {
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
  const ending = days ? await upgradesWithEndings(reader, now) : [];
  const near = await upgradesToRemind(reader, now);
  const past = await upgradesPastAbort(reader, now);
  const cared = await upgradesInHypercare(reader, now);
  const found = [...due, ...ending, ...near, ...past, ...cared];
  const all = new Map(found.map(({ id, key }) => [id, key]));
  let events = 0;
  for (const [id, key] of all) {
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
  let looked = 0;
  const tick = async () => {
    if (busy) return;
    busy = true;
    try {
      const days = Date.now() - looked > everyHour;
      if (days) looked = Date.now();
      await settleDue(new Date(), days);
    } catch (error) {
      log.warn({ reason: String(error) }, "the clock waits for the database");
    } finally {
      busy = false;
    }
  };
  kept.liftlockClock = setInterval(() => void tick(), every);
  kept.liftlockClock.unref();
}
