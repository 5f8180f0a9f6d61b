import type { NotificationKind } from "@/domain/notification";
import type { Actor } from "@/lib/actor";
import type { WriteClient } from "@/lib/db";

/** A notification to be stored for each of some people. The actor is left out: nobody is told what they did themselves. */
export interface Notice {
  kind: NotificationKind;
  to: readonly string[];
  title: string;
  /** Address inside Liftlock, from `lib/paths`. */
  href: string;
}

/** Stores notices in the transaction of their fact, for those who are members at this moment: facts name people who have left, too. */
export async function storeNotices(
  tx: WriteClient,
  upgradeId: string,
  actor: Actor | null,
  now: Date,
  notices: readonly Notice[],
) {
  const named = new Set(notices.flatMap((notice) => notice.to));
  if (actor?.id) named.delete(actor.id);
  if (named.size === 0) return;
  const members = await tx.member.findMany({
    where: { upgradeId, userId: { in: [...named] }, user: { disabledAt: null } },
    select: { userId: true },
  });
  const present = new Set(members.map(({ userId }) => userId));
  const rows = notices.flatMap(({ kind, to, title, href }) =>
    [...new Set(to)]
      .filter((userId) => userId !== actor?.id && present.has(userId))
      .map((userId) => ({ userId, upgradeId, kind, title, href, createdAt: now })),
  );
  if (rows.length > 0) await tx.notification.createMany({ data: rows });
}
