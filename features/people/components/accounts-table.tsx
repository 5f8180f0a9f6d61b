"use client";

import { DataTable } from "@/components/table/data-table";
import { Avatar } from "@/components/ui/avatar";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import { zoneName } from "@/lib/format";
import type { AccountView } from "../schema";
import { AccountMenu } from "./account-menu";

export interface AccountsTableProps {
  accounts: readonly AccountView[];
  /** Who looks: nobody disables themselves. */
  me: string;
  zone: string;
  now: string;
}

/** Everybody's account with what an admin can do about it. */
export function AccountsTable({ accounts, me, zone, now }: AccountsTableProps) {
  return (
    <DataTable
      caption="People of this Liftlock"
      rows={accounts}
      rowKey={(account) => account.id}
      empty={<EmptyState title="Nobody matches">Try a part of the name or of the address.</EmptyState>}
      columns={[
        {
          key: "name",
          header: "Person",
          cell: (account) => (
            <span className="flex min-w-0 items-center gap-2.5 font-normal">
              <Avatar name={account.name} named />
              <span className="min-w-0">
                <span className="block truncate font-medium">
                  {account.name}
                  {account.id === me ? <span className="text-ink-3"> (you)</span> : null}
                </span>
                <span className="block truncate text-xs text-ink-3">{account.email}</span>
              </span>
            </span>
          ),
        },
        {
          key: "state",
          header: "Account",
          cell: (account) => (
            <span className="flex flex-wrap gap-1.5">
              {account.isAdmin ? <Chip tone="accent">admin</Chip> : null}
              {account.disabledAt ? (
                <Chip tone="na">disabled</Chip>
              ) : account.isAdmin ? null : (
                <span className="text-ink-3">active</span>
              )}
            </span>
          ),
        },
        {
          key: "upgrades",
          header: "Upgrades",
          align: "end",
          cell: (account) => <span className="num">{account.upgrades}</span>,
        },
        {
          key: "seen",
          header: `Last here (${zoneName(now, zone)})`,
          cell: (account) =>
            account.lastSeenAt ? (
              <Time value={account.lastSeenAt} zone={zone} now={now} show="day" />
            ) : (
              <span className="text-ink-3">never</span>
            ),
        },
        {
          key: "do",
          header: "Actions",
          headerHidden: true,
          align: "end",
          cell: (account) => <AccountMenu account={account} isMe={account.id === me} zone={zone} />,
        },
      ]}
    />
  );
}
