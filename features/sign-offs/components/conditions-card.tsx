"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { StateChip } from "@/components/ui/state-chip";
import { Time } from "@/components/ui/time";
import type { ConditionView } from "@/features/gates/schema";
import { clearConditionAction } from "../actions";

interface ConditionsCardProps {
  upgrade: string;
  conditions: readonly ConditionView[];
  cannotClear: readonly string[];
  zone: string;
  now: string;
}

/** Conditions of signatures: given here, or still open from below. Clearing one takes a note that says how it was met. */
export function ConditionsCard({ upgrade, conditions, cannotClear, zone, now }: ConditionsCardProps) {
  const [clearing, setClearing] = useState<ConditionView | null>(null);
  const router = useRouter();
  if (conditions.length === 0) return null;
  return (
    <Card title="Conditions" className="mt-4">
      <ul>
        {conditions.map((condition) => (
          <li
            key={condition.id}
            id={`condition-${condition.id}`}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-3.5 py-2.5 target:bg-select-bg"
          >
            <div className="min-w-0 flex-1 basis-60">
              <span className="wrap-anywhere">{condition.text}</span>
              <div className="text-xs text-ink-3">
                {condition.by.name} at {condition.gate},{" "}
                <Time value={condition.since} zone={zone} now={now} show="day" />
                {condition.clearedAt ? (
                  <>
                    {" "}
                    · cleared by {condition.clearedBy?.name}{" "}
                    <Time value={condition.clearedAt} zone={zone} now={now} show="day" />: {condition.note}
                  </>
                ) : null}
              </div>
            </div>
            {condition.clearedAt ? (
              <StateChip state="done">Cleared</StateChip>
            ) : (
              <Button size="sm" reason={cannotClear.join(" ") || null} onClick={() => setClearing(condition)}>
                Clear…
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={clearing !== null}
        onClose={() => setClearing(null)}
        title="Clear this condition?"
        confirmLabel="Clear condition"
        reason={{
          label: "How was it met?",
          hint: "Part of what is signed at every gate above.",
          required: true,
        }}
        onConfirm={async (note) => {
          if (!clearing) return { ok: true };
          const result = await clearConditionAction({
            upgrade,
            condition: clearing.id,
            version: clearing.version,
            note,
          });
          if (result.ok) router.refresh();
          return result;
        }}
      >
        {clearing ? `“${clearing.text}”, given by ${clearing.by.name} at ${clearing.gate}.` : null}
      </ConfirmDialog>
    </Card>
  );
}
