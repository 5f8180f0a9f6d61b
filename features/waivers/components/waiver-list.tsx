"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { StateChip } from "@/components/ui/state-chip";
import { Time } from "@/components/ui/time";
import type { WaiverView } from "@/features/gates/schema";
import { approveWaiverAction, endWaiverAction } from "../actions";

interface WaiverListProps {
  upgrade: string;
  title: string;
  waivers: readonly WaiverView[];
  zone: string;
  now: string;
}

/** Waivers of a gate with what can be done about each. */
export function WaiverList({ upgrade, title, waivers, zone, now }: WaiverListProps) {
  const [asking, setAsking] = useState<{ waiver: WaiverView; what: "approve" | "end" } | null>(null);
  const router = useRouter();
  if (waivers.length === 0) return null;
  const approves = asking?.what === "approve";
  const waits = asking?.waiver.state === "requested";
  return (
    <Card title={title} className="mt-4">
      <ul>
        {waivers.map((waiver) => (
          <li
            key={waiver.id}
            id={`waiver-${waiver.id}`}
            className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t border-line px-3.5 py-2.5 target:bg-select-bg"
          >
            <div className="min-w-0 flex-1 basis-72">
              <div className="wrap-anywhere">{waiver.blockerTitle}</div>
              <div className="text-ink-2 wrap-anywhere">“{waiver.reason}”</div>
              <div className="text-xs text-ink-3">
                asked by {waiver.requestedBy.name}{" "}
                <Time value={waiver.requestedAt} zone={zone} now={now} show="day" />
                {waiver.approvedBy ? <> · approved by {waiver.approvedBy.name}</> : null} · until{" "}
                <Time value={waiver.expiresAt} zone={zone} now={now} show="day" />
                {waiver.endedBy ? (
                  <>
                    {" "}
                    · {waiver.state} by {waiver.endedBy.name}: {waiver.endedReason}
                  </>
                ) : null}
              </div>
            </div>
            <div className="flex flex-wrap items-center gap-2">
              <WaiverChip state={waiver.state} />
              {waiver.state === "requested" ? (
                <Button
                  size="sm"
                  variant="primary"
                  reason={waiver.cannotApprove.join(" ") || null}
                  onClick={() => setAsking({ waiver, what: "approve" })}
                >
                  Approve…
                </Button>
              ) : null}
              {waiver.state === "requested" || waiver.state === "active" ? (
                <Button
                  size="sm"
                  reason={waiver.cannotEnd.join(" ") || null}
                  onClick={() => setAsking({ waiver, what: "end" })}
                >
                  {waiver.state === "requested" ? "Decline…" : "End…"}
                </Button>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        title={approves ? "Approve this waiver?" : waits ? "Decline this waiver?" : "End this waiver?"}
        confirmLabel={approves ? "Approve waiver" : waits ? "Decline waiver" : "End waiver"}
        danger={!approves}
        {...(!approves && { reason: { label: "Reason", required: true } })}
        onConfirm={async (reason) => {
          if (!asking) return { ok: true };
          const given = { upgrade, waiver: asking.waiver.id, version: asking.waiver.version };
          const result = approves
            ? await approveWaiverAction(given)
            : await endWaiverAction({ ...given, reason });
          if (result.ok) router.refresh();
          return result;
        }}
      >
        {asking ? (
          <>
            “{asking.waiver.blockerTitle}”{" "}
            {approves ? "stops blocking until " : "blocks again at once. It was accepted until "}
            <Time value={asking.waiver.expiresAt} zone={zone} now={now} />.
          </>
        ) : null}
      </ConfirmDialog>
    </Card>
  );
}

function WaiverChip({ state }: { state: WaiverView["state"] }) {
  switch (state) {
    case "requested":
      return <StateChip state="waiting">Waits for a second person</StateChip>;
    case "active":
      return <StateChip state="done">In force</StateChip>;
    case "expired":
      return <StateChip state="na">Expired</StateChip>;
    case "declined":
      return <StateChip state="na">Declined</StateChip>;
    case "ended":
      return <StateChip state="na">Ended</StateChip>;
  }
}
