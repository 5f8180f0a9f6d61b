"use client";

import { Link } from "@/components/ui/link";
import { StateIcon } from "@/components/ui/state-icon";
import { Time } from "@/components/ui/time";
import { cn } from "@/lib/cn";
import type { NotificationItem } from "../schema";
import { notificationLook } from "./notification-look";
import { markRead } from "./waiting";

interface NotificationRowProps {
  item: NotificationItem;
  zone: string;
  now: string;
  onFollow?: () => void;
}

/** One notification: following it marks it as read. */
export function NotificationRow({ item, zone, now, onFollow }: NotificationRowProps) {
  const { state, stale, word } = notificationLook[item.kind];
  const unread = item.readAt === null;
  function follow() {
    if (unread) void markRead([item.id]);
    onFollow?.();
  }
  return (
    <li
      className={cn("flex items-start gap-2.5 border-t border-line px-3.5 py-2.5", unread && "bg-select-bg")}
    >
      <StateIcon state={state} stale={stale} label={word} className="mt-0.5 shrink-0" />
      <div className="min-w-0 flex-1 wrap-anywhere">
        <Link
          href={item.href}
          onClick={follow}
          onAuxClick={follow}
          className={cn("hover:underline hover:underline-offset-3", unread && "font-semibold")}
        >
          {item.title}
        </Link>
        <div className="text-xs text-ink-3">
          {unread ? <span className="sr-only">Unread. </span> : null}
          {item.upgrade.key} · {word}
        </div>
      </div>
      <Time
        value={item.createdAt}
        zone={zone}
        now={now}
        show="age"
        className="num shrink-0 pt-0.5 text-xs text-ink-3"
      />
    </li>
  );
}
