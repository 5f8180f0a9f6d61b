"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { StateChip } from "@/components/ui/state-chip";
import { Time } from "@/components/ui/time";
import { notify } from "@/components/ui/toast";
import type { ItemState } from "@/domain/inventory";
import type { EvidenceItem } from "@/features/evidence/schema";
import { plural } from "@/lib/format";
import { setItemStateAction } from "../actions";
import type { ItemView } from "../schema";
import { hasState, stateLook } from "./item-look";

type Place = ItemView["environments"][number];

const verbs: Record<ItemState, string> = {
  open: "Open again",
  doing: "Start",
  done: "Done",
  not_applicable: "Not applicable",
};
const next: Record<ItemState, readonly ItemState[]> = {
  open: ["doing", "done", "not_applicable"],
  doing: ["done", "open", "not_applicable"],
  done: ["open"],
  not_applicable: ["open"],
};

/** How far an item is in every environment, in promotion order, how much proves it there, and what moves it. */
export function ItemPlaces({
  upgrade,
  item,
  evidence,
  refused,
  zone,
  now,
}: {
  upgrade: string;
  item: ItemView;
  evidence: readonly EvidenceItem[];
  refused: string | null;
  zone: string;
  now: string;
}) {
  const [asking, setAsking] = useState<{ place: Place; state: ItemState } | null>(null);
  const [pending, setPending] = useState<string | null>(null);
  const send = (place: Place, state: ItemState, reason: string) =>
    setItemStateAction({
      upgrade,
      item: item.code,
      version: item.version,
      environment: place.key,
      state,
      reason,
    });
  const move = async (place: Place, state: ItemState) => {
    if (state === "not_applicable") return setAsking({ place, state });
    setPending(place.key);
    const result = await send(place, state, "").catch(() => null);
    setPending(null);
    if (!result?.ok)
      void notify({
        message: result?.message ?? "The server could not be reached. Nothing was changed; try again.",
        tone: "error",
      });
  };
  return (
    <Card title="In each environment">
      <ul>
        {item.environments.map((place, index) => {
          const here = hasState(item, index);
          const proofs = evidence.filter(
            ({ current, environmentId }) => current && environmentId === place.id,
          ).length;
          const look = stateLook[place.state];
          return (
            <li
              key={place.key}
              className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-3.5 py-1.5"
            >
              <span className="w-28 shrink-0 font-medium max-sm:w-20">{place.name}</span>
              {here ? (
                <StateChip state={look.state}>{look.word}</StateChip>
              ) : (
                <span className="text-ink-3">{place.applies ? "nothing to do" : "not found here"}</span>
              )}
              {here || proofs > 0 ? (
                <span className="text-sm text-ink-2">
                  {proofs > 0 ? plural(proofs, "proof") : <span className="text-ink-3">no proof</span>}
                </span>
              ) : null}
              <span className="min-w-0 flex-1 text-sm text-ink-3 max-sm:basis-full max-sm:empty:hidden">
                {place.reason ? `${place.reason} · ` : ""}
                {place.since ? (
                  <>
                    {place.by ?? "a reading"}, <Time value={place.since} zone={zone} now={now} show="day" />
                  </>
                ) : null}
              </span>
              {place.applies && item.removedAt === null ? (
                <span className="flex gap-1.5">
                  {next[place.state].map((state) => (
                    <Button
                      key={state}
                      size="sm"
                      variant={state === "done" ? "default" : "quiet"}
                      reason={refused}
                      pending={pending === place.key}
                      aria-label={`${verbs[state]} in ${place.name}`}
                      onClick={() => void move(place, state)}
                    >
                      {verbs[state]}
                    </Button>
                  ))}
                </span>
              ) : null}
            </li>
          );
        })}
      </ul>
      <ConfirmDialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        title={`${item.code} is not applicable in ${asking?.place.name}?`}
        confirmLabel="Not applicable"
        reason={{ label: "Why", required: true }}
        onConfirm={(reason) =>
          asking
            ? send(asking.place, asking.state, reason)
            : Promise.resolve({ ok: false, message: "Choose an environment first." })
        }
      >
        Its gate no longer waits for it there. The reason is part of what is signed.
      </ConfirmDialog>
    </Card>
  );
}
