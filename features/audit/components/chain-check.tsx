"use client";

import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import { formatCount } from "@/lib/format";
import { verifyAuditAction, verifyInstanceAuditAction } from "../actions";
import type { ChainReport } from "../schema";

/** Verifies the chain on demand and says what was found, and when. `upgrade` null: the instance's. */
export function ChainCheck({ upgrade, zone }: { upgrade: string | null; zone: string }) {
  const [pending, setPending] = useState(false);
  const [report, setReport] = useState<ChainReport | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  async function verify() {
    setPending(true);
    const result = await (upgrade === null
      ? verifyInstanceAuditAction({})
      : verifyAuditAction({ upgrade })
    ).catch(() => null);
    setPending(false);
    setReport(result?.ok ? result.output : null);
    setFailure(result?.ok ? null : (result?.message ?? "The server did not answer. Try again."));
  }
  return (
    <>
      <Button icon={<ShieldCheck size={15} aria-hidden="true" />} pending={pending} onClick={verify}>
        Verify the chain
      </Button>
      <div className="min-w-64 flex-1 empty:hidden" aria-live="polite">
        {report ? <Found report={report} zone={zone} /> : null}
        {failure ? (
          <Notice tone="error" title="The chain was not verified.">
            {failure}
          </Notice>
        ) : null}
      </div>
    </>
  );
}

function Found({ report, zone }: { report: ChainReport; zone: string }) {
  const { events, fault, head, verifiedAt, milliseconds } = report;
  if (fault) {
    return (
      <Notice tone="error" title="This history is not as it was written.">
        {fault.message} Somebody with rights over the database itself changed it. Keep a copy of the database
        before anything else is done.
      </Notice>
    );
  }
  return (
    <Notice
      tone="success"
      title={
        <>
          Chain verified at <Time value={verifiedAt} zone={zone} show="time" />.
        </>
      }
    >
      {formatCount(events)} {events === 1 ? "event is" : "events are"} as written
      {head ? (
        <>
          ; the last one has the hash{" "}
          <code className="font-mono text-xs wrap-anywhere">{head.hash.slice(0, 16)}…</code>
        </>
      ) : null}
      . <span className="text-ink-3">{formatCount(milliseconds)} ms</span>
    </Notice>
  );
}
