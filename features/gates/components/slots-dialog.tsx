"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormDialog } from "@/components/form/form-dialog";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { roleNames, signingRoles } from "@/domain/role";
import { maxSlotCount } from "@/domain/slot";
import { setSlotsAction } from "../actions";

interface SlotsButtonProps {
  upgrade: string;
  environment: string;
  gate: "entry" | "exit";
  label: string;
  version: number;
  slots: readonly { role: string; count: number }[];
  cannot: readonly string[];
}

/** Changes which roles sign the gate. */
export function SlotsButton(props: SlotsButtonProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="sm"
        variant="quiet"
        reason={props.cannot.join(" ") || null}
        onClick={() => setOpen(true)}
        aria-label={`Change the signatures of ${props.label}`}
      >
        Change…
      </Button>
      {open ? <SlotsDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function SlotsDialog({
  upgrade,
  environment,
  gate,
  label,
  version,
  slots,
  onClose,
}: SlotsButtonProps & { onClose: () => void }) {
  const router = useRouter();
  const form = useActionForm({
    action: setSlotsAction,
    input: (values) => ({
      upgrade,
      environment,
      gate,
      version,
      slots: signingRoles
        .map((role) => ({ role, count: values.number(role) ?? 0 }))
        .filter(({ count }) => count !== 0),
    }),
    onSuccess: () => {
      router.refresh();
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      title={`Signatures of ${label}`}
      description="How many signatures of each role the gate needs. One person fills one place, whatever roles they have. Signatures given so far stay."
      submit="Save"
      onClose={onClose}
    >
      <div className="grid grid-cols-3 gap-3">
        {signingRoles.map((role) => (
          <TextInput
            key={role}
            name={role}
            type="number"
            min={0}
            max={maxSlotCount}
            label={`${roleNames[role]}s`}
            defaultValue={slots.find((slot) => slot.role === role)?.count ?? 0}
          />
        ))}
      </div>
      <p className="text-ink-3">
        {gate === "exit"
          ? "An exit gate needs at least one."
          : "Without any, the gate opens by itself when nothing blocks it."}
      </p>
    </FormDialog>
  );
}
