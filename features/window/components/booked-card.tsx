"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Notice } from "@/components/ui/notice";
import { notify } from "@/components/ui/toast";
import { formatDuration, formatRange, formatRelative } from "@/lib/format";
import { cancelWindowAction } from "../actions";
import type { ProposalList, WindowView } from "../schema";
import { BookDialog, type WindowFormPlace } from "./book-dialog";

interface BookedCardProps extends WindowFormPlace {
  booked: WindowView | null;
  /** Windows that are over or were cancelled. */
  past: readonly WindowView[];
  needs: ProposalList["needs"];
  now: string;
  refused: Readonly<Record<string, string>>;
}

const minutesOf = ({ from, to }: { from: string; to: string }) =>
  (Date.parse(to) - Date.parse(from)) / 60_000;

/** The window of an environment with its crew and what speaks against it, or that there is none. */
export function BookedCard({ booked, past, needs, now, refused, ...place }: BookedCardProps) {
  const router = useRouter();
  const [open, setOpen] = useState<"book" | "move" | "cancel" | null>(null);
  const close = () => setOpen(null);
  const begins = new Date(Math.ceil(Date.parse(now) / 3_600_000) * 3_600_000 + 7 * 86_400_000);
  return (
    <Card
      title={`Window of ${place.environment.name}`}
      padded
      action={
        booked ? (
          <>
            <Button size="sm" reason={refused["window.move"] ?? null} onClick={() => setOpen("move")}>
              Change…
            </Button>
            <Button size="sm" reason={refused["window.cancel"] ?? null} onClick={() => setOpen("cancel")}>
              Cancel…
            </Button>
          </>
        ) : (
          <Button size="sm" reason={refused["window.book"] ?? null} onClick={() => setOpen("book")}>
            Book a time…
          </Button>
        )
      }
    >
      {booked ? (
        <Booked window={booked} zone={place.zone} now={now} />
      ) : (
        <p className="text-ink-2">
          None is booked. Take one of the quiet windows below, or a time of your own.
        </p>
      )}
      {past.length > 0 ? (
        <details className="mt-3 border-t border-line pt-2.5">
          <summary className="text-sm text-ink-2 underline">
            Earlier and cancelled windows ({past.length})
          </summary>
          <ul className="mt-2 grid gap-2">
            {past.map((window) => (
              <li key={window.id}>
                {formatRange(window.from, window.to, place.zone, now)}{" "}
                <Chip tone="na">{window.state === "cancelled" ? "cancelled" : "over"}</Chip>
                {window.state === "cancelled" ? (
                  <p className="text-sm wrap-anywhere text-ink-3">{window.reason}</p>
                ) : null}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
      {open === "book" ? (
        <BookDialog
          {...place}
          start={begins.toISOString()}
          end={new Date(begins.getTime() + needs.totalMinutes * 60_000).toISOString()}
          reserveMinutes={needs.reserveMinutes}
          chosen={place.crew.filter(({ works }) => works).map(({ id }) => id)}
          onClose={close}
        />
      ) : null}
      {open === "move" && booked ? (
        <BookDialog
          {...place}
          start={booked.from}
          end={booked.to}
          reserveMinutes={booked.reserveMinutes}
          chosen={booked.crew.map(({ id }) => id)}
          sharedSystems={booked.sharedSystems}
          moved={booked}
          onClose={close}
        />
      ) : null}
      <ConfirmDialog
        open={open === "cancel" && booked !== null}
        onClose={close}
        title={`Cancel the window of ${place.environment.name}?`}
        confirmLabel="Cancel the window"
        danger
        reason={{ label: "Why?", required: true }}
        onConfirm={async (reason) => {
          const { id = "", version = 0 } = booked ?? {};
          const result = await cancelWindowAction({ upgrade: place.upgrade, window: id, version, reason });
          if (result.ok) {
            void notify({ message: "The window was cancelled", detail: "Its crew has been told." });
            router.refresh();
          }
          return result;
        }}
      >
        It stays in the list with the reason. Another one can be booked.
      </ConfirmDialog>
    </Card>
  );
}

function Booked({ window, zone, now }: { window: WindowView; zone: string; now: string }) {
  const fresh = window.conflicts.filter(({ accepted }) => !accepted);
  const known = window.conflicts.filter(({ accepted }) => accepted);
  return (
    <div className="flex flex-col gap-3">
      <div>
        <p className="text-lg font-semibold">{formatRange(window.from, window.to, zone, now)}</p>
        <p className="num mt-1 flex flex-wrap items-center gap-2 text-ink-2">
          <Chip tone={window.phase === "now" ? "doing" : "accent"}>
            {window.phase === "now" ? "going on" : `begins ${formatRelative(window.from, now)}`}
          </Chip>
          {formatDuration(minutesOf(window))} long
          {window.reserveMinutes > 0 ? `, the last ${formatDuration(window.reserveMinutes)} reserve` : null}
        </p>
      </div>
      {fresh.length > 0 ? (
        <Notice tone="warning" title="Since it was booked this has come up against it.">
          <ul>
            {fresh.map(({ key, message }) => (
              <li key={key}>{message}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {known.length > 0 ? (
        <Notice title="Accepted:">
          {window.acceptedReason}
          <ul className="text-ink-2">
            {known.map(({ key, message }) => (
              <li key={key}>{message}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5">
        <dt className="text-ink-3">Crew</dt>
        <dd>{window.crew.length > 0 ? window.crew.map(({ name }) => name).join(", ") : "nobody yet"}</dd>
        <dt className="text-ink-3">Shared systems</dt>
        <dd className="wrap-anywhere">
          {window.sharedSystems.length > 0 ? window.sharedSystems.join(", ") : "none"}
        </dd>
        {window.reason === "" ? null : (
          <>
            <dt className="text-ink-3">Last change</dt>
            <dd className="wrap-anywhere">{window.reason}</dd>
          </>
        )}
      </dl>
    </div>
  );
}
