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
import { revokeTokenAction } from "../actions";
import type { TokenView } from "../schema";

/** One's tokens: what each may do, when it was last used, and how to end it. */
export function TokensList({
  tokens,
  zone,
  now,
}: {
  tokens: readonly TokenView[];
  zone: string;
  now: string;
}) {
  const router = useRouter();
  const [revoking, setRevoking] = useState<TokenView | null>(null);
  if (tokens.length === 0) {
    return (
      <EmptyState title="No tokens" headingLevel={3}>
        A token lets a script or a pipeline use Liftlock's API in your name, for reading or also for writing.
      </EmptyState>
    );
  }
  return (
    <>
      <ul aria-label="Your tokens">
        {tokens.map((token) => (
          <li key={token.id}>
            <CardRow
              aside={
                <Button size="sm" aria-label={`Revoke ${token.name}`} onClick={() => setRevoking(token)}>
                  Revoke
                </Button>
              }
            >
              <div className="flex flex-wrap items-center gap-2">
                <span className="font-medium">{token.name}</span>
                <Chip tone={token.scope === "write" ? "doing" : "neutral"}>
                  {token.scope === "write" ? "read and write" : "read"}
                </Chip>
                {token.expired ? <Chip tone="na">expired</Chip> : null}
              </div>
              <div className="text-xs text-ink-3">
                <code>{token.prefix}…</code> ·{" "}
                {token.lastUsedAt ? (
                  <>
                    last used <Time value={token.lastUsedAt} zone={zone} now={now} show="day" />
                  </>
                ) : (
                  "never used"
                )}{" "}
                ·{" "}
                {token.expiresAt ? (
                  <>
                    {token.expired ? "expired" : "expires"}{" "}
                    <Time value={token.expiresAt} zone={zone} now={now} show="date" />
                  </>
                ) : (
                  "never expires"
                )}
              </div>
            </CardRow>
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={revoking !== null}
        onClose={() => setRevoking(null)}
        title={`Revoke the token “${revoking?.name}”?`}
        confirmLabel="Revoke"
        danger
        onConfirm={async () => {
          const result = await revokeTokenAction({ token: revoking?.id ?? "" });
          if (result.ok) {
            notify({ message: `Revoked “${revoking?.name}”` });
            router.refresh();
          }
          return result;
        }}
      >
        What uses it is refused from the next call on. This can't be undone.
      </ConfirmDialog>
    </>
  );
}
