import { linkRefusals } from "@/domain/upgrade-link";
import { upgradeCommand } from "@/lib/command";
import type { WriteClient } from "@/lib/db";
import { AppError, refused } from "@/lib/errors";
import { unlockByPrevious } from "@/lib/previous-upgrade";
import {
  followPreviousInput,
  linkPreviousInput,
  savedPreviousOutput,
  unlinkPreviousInput,
  upgradeVersionOutput,
} from "../schema";
import { writeUpgrade } from "./write-upgrade";

/** Keys of the upgrades that this one comes after, the nearest first. */
async function keysBefore(tx: WriteClient, previousId: string | null): Promise<string[]> {
  const keys: string[] = [];
  const seen = new Set<string>();
  for (let next = previousId; next !== null && !seen.has(next); ) {
    seen.add(next);
    const row = await tx.upgrade.findUniqueOrThrow({
      where: { id: next },
      select: { key: true, previousId: true },
    });
    keys.push(row.key);
    next = row.previousId;
  }
  return keys;
}

/**
 * The upgrade another one is about to come after. Throws `not_found` unless the actor is a member of it, and `refused`
 * with every reason why the later one can't come after it.
 */
export async function findPrevious(
  tx: WriteClient,
  actorId: string,
  previous: string,
  later: { key: string; from: string },
): Promise<{ id: string; key: string }> {
  const row = await tx.upgrade.findFirst({
    where: { key: previous, members: { some: { userId: actorId } } },
    select: { id: true, key: true, toVersion: true, archivedAt: true, previousId: true },
  });
  if (!row)
    throw new AppError("not_found", `There is no upgrade ${previous} to come after, or it is none of yours.`);
  const refusals = linkRefusals(later, {
    key: row.key,
    to: row.toVersion,
    archived: row.archivedAt !== null,
    before: await keysBefore(tx, row.previousId),
  });
  if (refusals.length > 0) throw refused(refusals);
  return { id: row.id, key: row.key };
}

const linkOf = (tx: WriteClient, id: string) =>
  tx.upgrade.findUniqueOrThrow({
    where: { id },
    select: {
      fromVersion: true,
      version: true,
      previousSignedAt: true,
      previous: { select: { id: true, key: true } },
    },
  });

/** Links an upgrade behind the one of the hop before. Where that is in production already, it is unlocked at once. */
export const linkPrevious = upgradeCommand({
  name: "upgrade.linkPrevious",
  summary: "Link an upgrade behind that of the hop before: it starts when that is in production",
  method: "PUT",
  path: "/upgrades/{upgrade}/previous",
  input: linkPreviousInput,
  output: savedPreviousOutput,
  run: async ({ tx, now, upgrade, actor }, input) => {
    const was = await linkOf(tx, upgrade.id);
    const previous = await findPrevious(tx, actor.id, input.previous, {
      key: upgrade.key,
      from: was.fromVersion,
    });
    // Waiting ends by taking the link away, with a reason: not by putting another one in its place.
    if (was.previous)
      throw refused([
        {
          code: "linked_already",
          message:
            was.previous.id === previous.id
              ? `${upgrade.key} comes after ${previous.key} already.`
              : `${upgrade.key} comes after ${was.previous.key}. Take that link away first.`,
        },
      ]);
    await writeUpgrade(tx, upgrade.id, input.version, { previousId: previous.id });
    const unlocked = await unlockByPrevious(tx, upgrade.id, now);
    return {
      output: {
        key: upgrade.key,
        version: input.version + 1,
        previous: previous.key,
        signedAt: unlocked ? now.toISOString() : null,
      },
      events: [
        {
          type: "upgrade.previousLinked",
          subject: { type: "upgrade", id: upgrade.id },
          data: { previous: previous.key },
        },
        ...(unlocked?.events ?? []),
      ],
      notices: unlocked?.notices ?? [],
    };
  },
});

/** Takes the link to the hop before away; what waited for it may start. Why is kept in the history. */
export const unlinkPrevious = upgradeCommand({
  name: "upgrade.unlinkPrevious",
  summary: "Take the link to the hop before away",
  method: "DELETE",
  path: "/upgrades/{upgrade}/previous",
  input: unlinkPreviousInput,
  output: upgradeVersionOutput,
  run: async ({ tx, upgrade }, { version, reason }) => {
    const { previous } = await linkOf(tx, upgrade.id);
    if (!previous) throw refused([notLinked(upgrade.key)]);
    await writeUpgrade(tx, upgrade.id, version, { previousId: null, previousSignedAt: null });
    return {
      output: { key: upgrade.key, version: version + 1 },
      events: [
        {
          type: "upgrade.previousUnlinked",
          subject: { type: "upgrade", id: upgrade.id },
          data: { previous: previous.key, reason },
        },
      ],
    };
  },
});

/**
 * Looks at once whether the hop before is in production, instead of waiting for the clock. Of several who look, one finds
 * it; the others are told that it was found.
 */
export const followPrevious = upgradeCommand({
  name: "upgrade.followPrevious",
  summary: "Look whether the hop before is in production, and unlock the upgrade if it is",
  method: "POST",
  path: "/upgrades/{upgrade}/previous",
  input: followPreviousInput,
  output: savedPreviousOutput,
  run: async ({ tx, now, upgrade }) => {
    const { previous, previousSignedAt, version } = await linkOf(tx, upgrade.id);
    if (!previous) throw refused([notLinked(upgrade.key)]);
    if (previousSignedAt)
      throw refused([{ code: "unchanged", message: `${previous.key} was found in production already.` }]);
    const unlocked = await unlockByPrevious(tx, upgrade.id, now);
    if (!unlocked)
      throw refused([
        { code: "previous_unsigned", message: `${previous.key} is not in production yet: its exit is shut.` },
      ]);
    return {
      output: { key: upgrade.key, version, previous: previous.key, signedAt: now.toISOString() },
      ...unlocked,
    };
  },
});

const notLinked = (key: string) => ({ code: "not_linked", message: `${key} comes after no other upgrade.` });
