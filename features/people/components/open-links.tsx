"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CardRow } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import { notify } from "@/components/ui/toast";

export interface OpenLink {
  id: string;
  email: string;
  /** What it opens: "as engineer", "new password". */
  what: readonly string[];
  invitedBy: string;
  createdAt: string;
  expiresAt: string;
}

export interface OpenLinksProps {
  links: readonly OpenLink[];
  zone: string;
  now: string;
  /** Withdraws one. */
  withdraw: (id: string) => Promise<{ ok: true } | { ok: false; message: string }>;
  /** Why the person who looks can't. */
  reason?: string | null;
}

/** One-time links nobody has used yet, each with a way to withdraw it. The links themselves are not known any more. */
export function OpenLinks({ links, zone, now, withdraw, reason }: OpenLinksProps) {
  const router = useRouter();
  const [asked, setAsked] = useState<OpenLink | null>(null);
  if (links.length === 0) {
    return (
      <EmptyState title="No open links">
        Invitations wait here until they are used, withdrawn or a week old.
      </EmptyState>
    );
  }
  return (
    <>
      <ul aria-label="Open links">
        {links.map((link) => (
          <li key={link.id}>
            <CardRow
              aside={
                <Button
                  size="sm"
                  reason={reason}
                  aria-label={`Withdraw the link of ${link.email}`}
                  onClick={() => setAsked(link)}
                >
                  Withdraw
                </Button>
              }
            >
              <div className="flex flex-wrap items-center gap-1.5">
                <span className="mr-0.5 font-medium break-all">{link.email}</span>
                {link.what.map((word) => (
                  <Chip key={word}>{word}</Chip>
                ))}
              </div>
              <div className="text-xs text-ink-3">
                by {link.invitedBy} <Time value={link.createdAt} zone={zone} now={now} show="day" /> · until{" "}
                <Time value={link.expiresAt} zone={zone} now={now} show="full" />
              </div>
            </CardRow>
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={`Withdraw the link of ${asked?.email}?`}
        confirmLabel="Withdraw"
        danger
        onConfirm={async () => {
          const result = await withdraw(asked?.id ?? "");
          if (result.ok) notify({ message: `Withdrew the link of ${asked?.email}` });
          router.refresh();
          return result;
        }}
      >
        It stops working at once. You can make a new one.
      </ConfirmDialog>
    </>
  );
}
