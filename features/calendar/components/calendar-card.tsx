"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Time } from "@/components/ui/time";
import { notify } from "@/components/ui/toast";
import { makeCalendarLinkAction, revokeCalendarLinkAction } from "../actions";
import type { CalendarLinkView } from "../schema";

/** The address under which a calendar program reads one's dates: made, shown once, revoked. */
export function CalendarCard({ link, zone, now }: CalendarLinkView & { zone: string; now: string }) {
  const router = useRouter();
  const [address, setAddress] = useState<string | null>(null);
  const [asking, setAsking] = useState<"make" | "revoke" | null>(null);
  const make = async () => {
    const result = await makeCalendarLinkAction({});
    if (!result.ok) return result;
    setAddress(result.output.address);
    router.refresh();
    return result;
  };
  return (
    <div className="flex flex-col gap-3">
      <p>
        {link ? (
          <>
            Your calendar address was made <Time value={link.madeAt} zone={zone} now={now} show="day" />.
          </>
        ) : (
          "You have no calendar address."
        )}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button
          onClick={() =>
            link
              ? setAsking("make")
              : void make().then((result) => {
                  if (!result.ok) void notify({ message: result.message, tone: "error" });
                })
          }
        >
          {link ? "Make another" : "Make a calendar address"}
        </Button>
        {link ? <Button onClick={() => setAsking("revoke")}>Revoke</Button> : null}
      </div>
      <ConfirmDialog
        open={asking === "make"}
        onClose={() => setAsking(null)}
        title="Make another calendar address?"
        confirmLabel="Make another"
        onConfirm={make}
      >
        The address you have stops working: calendar programs need the new one.
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === "revoke"}
        onClose={() => setAsking(null)}
        title="Revoke your calendar address?"
        confirmLabel="Revoke"
        danger
        onConfirm={async () => {
          const result = await revokeCalendarLinkAction({});
          if (result.ok) {
            void notify({ message: "Revoked the calendar address" });
            router.refresh();
          }
          return result;
        }}
      >
        Calendar programs that use it get no more dates. This can't be undone.
      </ConfirmDialog>
      <Dialog
        open={address !== null}
        onClose={() => setAddress(null)}
        title="Your calendar address"
        footer={<Button onClick={() => setAddress(null)}>Done</Button>}
      >
        <div className="flex flex-col gap-3">
          <Notice tone="warning" live>
            Copy it now: it is not shown again. Whoever has it reads these dates without signing in.
          </Notice>
          <div className="flex items-center gap-2">
            <input
              className="input font-mono text-sm"
              aria-label="Calendar address"
              readOnly
              value={address ?? ""}
              onFocus={(event) => event.target.select()}
            />
            <CopyButton text={address ?? ""} label="Copy address" />
          </div>
          <p className="text-ink-3">
            Add it in your calendar program as a calendar from the internet (by URL).
          </p>
        </div>
      </Dialog>
    </div>
  );
}
