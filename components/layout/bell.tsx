"use client";

import { Bell as BellIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Popover } from "@/components/ui/popover";

export type BellProps = {
  unread: number;
  /** The newest notifications; drawn when opened. */
  children: ReactNode;
  onOpenChange?: (open: boolean) => void;
};

/** Notifications with their unread count. */
export function Bell({ unread, children, onOpenChange }: BellProps) {
  const label = unread === 0 ? "Notifications" : `Notifications, ${unread} unread`;
  return (
    <Popover
      label={label}
      iconOnly
      variant="quiet"
      align="end"
      className="relative"
      onOpenChange={onOpenChange}
      trigger={
        <>
          <BellIcon size={16} aria-hidden="true" />
          {unread > 0 ? (
            <span className="badge" aria-hidden="true">
              {unread > 99 ? "99+" : unread}
            </span>
          ) : null}
        </>
      }
    >
      <div className="w-[min(380px,calc(100vw-18px))]">{children}</div>
    </Popover>
  );
}
