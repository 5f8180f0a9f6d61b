"use client";

import { usePathname } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { Bell } from "@/components/layout/bell";
import { InboxChip } from "@/components/layout/inbox-chip";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { paths } from "@/lib/paths";
import type { NotificationItem, WaitingCounts } from "../schema";
import { NotificationRow } from "./notification-row";
import { askCounts, askNewest, markRead, readEvent } from "./waiting";

/** How often an open page asks what is new, in ms. Only while it is looked at. */
const every = 30_000;

const Counts = createContext<WaitingCounts | null>(null);

/** Keeps both counts of the frame up to date: every half minute while looked at, and on each new page. */
export function WaitingForYou({ children }: { children: ReactNode }) {
  const [counts, setCounts] = useState<WaitingCounts | null>(null);
  const pathname = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page asks again
  useEffect(() => {
    let over = false;
    const ask = async () => {
      if (document.hidden) return;
      const found = await askCounts();
      if (found && !over) setCounts(found);
    };
    void ask();
    const timer = setInterval(ask, every);
    document.addEventListener("visibilitychange", ask);
    window.addEventListener(readEvent, ask);
    return () => {
      over = true;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", ask);
      window.removeEventListener(readEvent, ask);
    };
  }, [pathname]);
  return <Counts value={counts}>{children}</Counts>;
}

/** What waits in the inbox. Nothing is shown before it is known: "nothing waits" must never be a guess. */
export function InboxCount() {
  const counts = useContext(Counts);
  return counts ? <InboxChip count={counts.waiting} href={paths.inbox()} /> : null;
}

/** Unread notifications; the newest are fetched when it is opened. */
export function NotificationBell({ zone }: { zone: string }) {
  const unread = useContext(Counts)?.unread ?? 0;
  const [newest, setNewest] = useState<{ items: NotificationItem[]; now: string } | "failed" | null>(null);
  async function load() {
    const found = await askNewest();
    setNewest(found ? { items: found.items, now: new Date().toISOString() } : "failed");
  }
  return (
    <Bell unread={unread} onOpenChange={(open) => open && void load()}>
      <div className="flex items-center gap-2 px-3.5 py-2">
        <b className="flex-1 font-semibold">Notifications</b>
        <Button
          size="sm"
          variant="quiet"
          reason={unread === 0 ? "There is nothing unread." : null}
          onClick={() => markRead().then(load)}
        >
          Mark all read
        </Button>
      </div>
      <Newest newest={newest} zone={zone} />
      <div className="border-t border-line px-3.5 py-2">
        <LinkButton href={paths.notifications()} size="sm" variant="quiet">
          See all notifications
        </LinkButton>
      </div>
    </Bell>
  );
}

function Newest({
  newest,
  zone,
}: {
  newest: { items: NotificationItem[]; now: string } | "failed" | null;
  zone: string;
}) {
  if (newest === null) return <Quiet>Loading…</Quiet>;
  if (newest === "failed") return <Quiet>The server did not answer. Close this and open it again.</Quiet>;
  if (newest.items.length === 0)
    return (
      <Quiet>Nothing yet. You are told here when you are given something, mentioned, or asked to sign.</Quiet>
    );
  return (
    <ul className="max-h-[min(420px,60dvh)] overflow-y-auto">
      {newest.items.map((item) => (
        <NotificationRow key={item.id} item={item} zone={zone} now={newest.now} />
      ))}
    </ul>
  );
}

function Quiet({ children }: { children: ReactNode }) {
  return <p className="border-t border-line px-3.5 py-4 text-ink-2">{children}</p>;
}
