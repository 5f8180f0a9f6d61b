"use client";

import type { ActionFailure } from "@/components/form/action-result";
import { Checkbox } from "@/components/form/checkbox";
import { TextArea } from "@/components/form/text-area";
import { Notice } from "@/components/ui/notice";

export type Conflicts = readonly { key: string; message: string }[];

/** The conflicts that a refusal names; none when something else was refused. */
export function conflictsIn(failure: ActionFailure): Conflicts {
  const { conflicts } = (failure.details ?? {}) as { conflicts?: Conflicts };
  return conflicts ?? [];
}

/** What speaks against a window: nothing is booked until each is accepted, with a reason. */
export function ConflictChoice({ conflicts, message }: { conflicts: Conflicts; message: string | null }) {
  const others = message !== null && !conflicts.some((conflict) => message.includes(conflict.message));
  return (
    <Notice tone="error" live title="Nothing was booked: this speaks against it.">
      <p>Choose another time, crew or system, or accept each with a reason.</p>
      {others ? <p className="mt-1 font-medium">{message}</p> : null}
      <div className="mt-2.5 flex flex-col gap-2">
        {conflicts.map((conflict) => (
          <Checkbox
            key={conflict.key}
            name="acceptConflicts"
            value={conflict.key}
            label={`Accept: ${conflict.message}`}
          />
        ))}
        <TextArea
          name="acceptReason"
          label="Why is that acceptable?"
          hint="Stays with the window and in history"
          rows={2}
          maxLength={2000}
        />
      </div>
    </Notice>
  );
}
