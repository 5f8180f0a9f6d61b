"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardRow } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notify } from "@/components/ui/toast";
import { formatRange } from "@/lib/format";
import { removeFreezeAction } from "../actions";
import type { FreezeView } from "../schema";
import { FreezeDialog } from "./freeze-dialog";

interface FreezesCardProps {
  upgrade: string;
  freezes: readonly FreezeView[];
  zone: string;
  now: string;
  refused: Readonly<Record<string, string>>;
}

/** Times in which nothing may change, and holidays. */
export function FreezesCard({ upgrade, freezes, zone, now, refused }: FreezesCardProps) {
  const router = useRouter();
  const [edited, setEdited] = useState<FreezeView | "new" | null>(null);
  const [removed, setRemoved] = useState<FreezeView | null>(null);
  return (
    <Card
      title="Freezes and holidays"
      action={
        <Button size="sm" reason={refused["freeze.add"] ?? null} onClick={() => setEdited("new")}>
          Add…
        </Button>
      }
    >
      {freezes.length === 0 ? (
        <p className="px-3.5 pb-3.5 text-ink-2">
          None. Add when nothing may change, such as the year end, and no window is proposed then.
        </p>
      ) : (
        <ul aria-label="Freezes and holidays">
          {freezes.map((freeze) => (
            <li key={freeze.id}>
              <CardRow>
                <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <b className="min-w-0 wrap-anywhere">{freeze.name}</b>
                  <Chip tone={freeze.kind === "freeze" ? "doing" : "neutral"}>{freeze.kind}</Chip>
                  {freeze.over ? <Chip tone="na">over</Chip> : null}
                </p>
                <p className="text-sm text-ink-2">{formatRange(freeze.from, freeze.to, zone, now)}</p>
                {freeze.reason === "" ? null : (
                  <p className="text-sm wrap-anywhere text-ink-3">{freeze.reason}</p>
                )}
                <p className="mt-1 flex gap-2">
                  <Button
                    size="sm"
                    variant="quiet"
                    reason={refused["freeze.edit"] ?? null}
                    aria-label={`Change ${freeze.name}`}
                    onClick={() => setEdited(freeze)}
                  >
                    Change
                  </Button>
                  <Button
                    size="sm"
                    variant="quiet"
                    reason={refused["freeze.remove"] ?? null}
                    aria-label={`Remove ${freeze.name}`}
                    onClick={() => setRemoved(freeze)}
                  >
                    Remove
                  </Button>
                </p>
              </CardRow>
            </li>
          ))}
        </ul>
      )}
      {edited ? (
        <FreezeDialog
          upgrade={upgrade}
          freeze={edited === "new" ? null : edited}
          zone={zone}
          onClose={() => setEdited(null)}
        />
      ) : null}
      <ConfirmDialog
        open={removed !== null}
        onClose={() => setRemoved(null)}
        title={`Remove “${removed?.name}”?`}
        confirmLabel="Remove"
        danger
        onConfirm={async () => {
          const { id = "", version = 0, name = "" } = removed ?? {};
          const result = await removeFreezeAction({ upgrade, freeze: id, version });
          if (result.ok) {
            void notify({ message: `Removed “${name}”` });
            router.refresh();
          }
          return result;
        }}
      >
        Windows can then be booked in that time. History keeps it.
      </ConfirmDialog>
    </Card>
  );
}
