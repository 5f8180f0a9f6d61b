"use client";

import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Menu } from "@/components/ui/menu";
import { notify } from "@/components/ui/toast";
import { moveStepAction, removeStepAction } from "../actions";
import { StepFormLazy } from "./step-form-lazy";
import type { WithDetails } from "./step-panel-props";
import { useAddress } from "./use-address";

/** What a lead can do to the step itself: edit, move, remove. */
export function StepMore(props: WithDetails) {
  const { upgrade, details, sync, neighbours } = props;
  const address = useAddress();
  const [open, setOpen] = useState<"edit" | "remove" | null>(null);
  const seen = { upgrade, step: details.id, version: details.version };
  const move = async (after: string | null) => {
    const result = await moveStepAction({ ...seen, after });
    if (!result.ok) void notify({ message: "It was not moved", detail: result.message, tone: "error" });
    await sync();
  };
  const refused = details.refused;
  return (
    <>
      <Menu
        iconOnly
        variant="quiet"
        label={`Change ${details.code} itself`}
        trigger="⋯"
        items={[
          { label: "Edit the step", reason: refused.edit ?? null, onSelect: () => setOpen("edit") },
          {
            label: "Move up",
            reason: refused.move ?? (neighbours.up === undefined ? "It is the first already." : null),
            onSelect: () => void move(neighbours.up ?? null),
          },
          {
            label: "Move down",
            reason: refused.move ?? (neighbours.down === undefined ? "It is the last already." : null),
            onSelect: () => void move(neighbours.down ?? null),
          },
          {
            label: "Remove the step",
            danger: true,
            reason: refused.remove ?? null,
            onSelect: () => setOpen("remove"),
          },
        ]}
      />
      {open === "edit" ? (
        <StepFormLazy
          upgrade={upgrade}
          environment={details.environment?.key ?? null}
          step={details}
          choices={neighbours.all}
          onClose={() => setOpen(null)}
          onSaved={sync}
        />
      ) : null}
      <ConfirmDialog
        open={open === "remove"}
        onClose={() => setOpen(null)}
        title={`Remove ${details.code} “${details.title}”?`}
        confirmLabel="Remove"
        danger
        reason={{ label: "Why it is not needed", required: true }}
        onConfirm={async (reason) => {
          const result = await removeStepAction({ ...seen, reason });
          if (result.ok) {
            address.change({ step: null }, "replace");
            await sync();
          }
          return result.ok ? { ok: true } : { ok: false, message: result.message };
        }}
      >
        It leaves the checklist; its history stays.
      </ConfirmDialog>
    </>
  );
}
