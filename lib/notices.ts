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

/** Stores notices in the transaction of their fact. */
export async function storeNotices(tx: WriteClient, upgradeId: string, actor: Actor | null, now: Date, notices: readonly Notice[]) {
  const rows = notices.flatMap((notice) =>
    [...new Set(notice.to)]
      .filter((userId) => userId !== actor?.id)
      .map((userId) => ({ userId, upgradeId, kind: notice.kind, title: notice.title, href: notice.href, createdAt: now })),
  );
  if (rows.length > 0) await tx.notification.createMany({ data: rows });
}
