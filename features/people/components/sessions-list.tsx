"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { CardRow } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Time } from "@/components/ui/time";
import { notify } from "@/components/ui/toast";
import { plural } from "@/lib/format";
import { paths } from "@/lib/paths";
import { revokeSessionsAction } from "../actions";
import type { SessionView } from "../schema";
import { deviceName, sessionName } from "./device";

/** Browsers in which one is signed in, each with a way to end it, and all of them at once. */
export function SessionsList({
  sessions,
  zone,
  now,
}: {
  sessions: readonly SessionView[];
  zone: string;
  now: string;
}) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  async function end(session: SessionView) {
    const result = await revokeSessionsAction({ session: session.id });
    notify(
      result.ok
        ? { message: `Signed out of ${deviceName(session.userAgent)}` }
        : { tone: "error", message: result.message },
    );
    router.refresh();
  }
  return (
    <>
      <ul aria-label="Where you are signed in">
        {sessions.map((session) => (
          <li key={session.id}>
            <CardRow
              aside={
                session.current ? (
                  <Chip tone="done">this browser</Chip>
                ) : (
                  <Button
                    size="sm"
                    aria-label={`Sign out of ${sessionName(session, zone)}`}
                    onClick={() => end(session)}
                  >
                    Sign out
                  </Button>
                )
              }
            >
              <div className="font-medium">{deviceName(session.userAgent)}</div>
              <div className="text-xs text-ink-3">
                {session.address || "unknown address"} · last used{" "}
                <Time value={session.lastSeenAt} zone={zone} now={now} show="day" /> · since{" "}
                <Time value={session.createdAt} zone={zone} now={now} show="date" />
              </div>
            </CardRow>
          </li>
        ))}
      </ul>
      <div className="border-t border-line px-3.5 py-2.5">
        <Button variant="danger" size="sm" onClick={() => setAsking(true)}>
          Sign out everywhere
        </Button>
      </div>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title="Sign out everywhere?"
        confirmLabel="Sign out everywhere"
        danger
        onConfirm={async () => {
          const result = await revokeSessionsAction({});
          if (result.ok) router.replace(paths.signIn());
          return result;
        }}
      >
        {plural(sessions.length, "session")} will end, this one included. API tokens keep working; revoke them
        below.
      </ConfirmDialog>
    </>
  );
}
