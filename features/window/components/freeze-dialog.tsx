"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import type { ActionResult } from "@/components/form/action-result";
import { DateTimeInput } from "@/components/form/date-time-input";
import { FormErrors } from "@/components/form/form-errors";
import { RadioGroup } from "@/components/form/radio-group";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/toast";
import { addFreezeAction, editFreezeAction } from "../actions";
import type { FreezeView } from "../schema";

interface FreezeDialogProps {
  upgrade: string;
  /** Null: a new one. */
  freeze: FreezeView | null;
  zone: string;
  onClose: () => void;
}

type Input = { name: string; from: string; to: string; reason: string };

/** Adds a freeze or holiday, or changes one. */
export function FreezeDialog({ upgrade, freeze, zone, onClose }: FreezeDialogProps) {
  const formId = useId();
  const router = useRouter();
  const [kind, setKind] = useState<FreezeView["kind"]>(freeze?.kind ?? "freeze");
  const send = (input: Input): Promise<ActionResult<unknown>> =>
    freeze
      ? editFreezeAction({ upgrade, freeze: freeze.id, version: freeze.version, ...input })
      : addFreezeAction({ upgrade, kind, ...input });
  const form = useActionForm({
    action: send,
    input: (values): Input => ({
      name: values.text("name"),
      from: values.raw("from"),
      to: values.raw("to"),
      reason: values.text("reason"),
    }),
    onSuccess: () => {
      router.refresh();
      onClose();
      void notify({ message: freeze ? "Saved" : `Added the ${kind}` });
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title={freeze ? `Change “${freeze.name}”` : "Add a freeze or holiday"}
      description="No window is proposed in it, and booking one is refused unless accepted with a reason."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton form={formId} pending={form.pending}>
            {freeze ? "Save" : "Add"}
          </SubmitButton>
        </>
      }
    >
      <form id={formId} {...form.formProps} className="flex flex-col gap-4">
        <FormErrors form={form} />
        {freeze ? null : (
          <RadioGroup
            name="kind"
            legend="It is"
            inline
            value={kind}
            onChange={(value) => setKind(value === "holiday" ? "holiday" : "freeze")}
            options={[
              { value: "freeze", label: "a freeze: nothing may change" },
              { value: "holiday", label: "a holiday: nobody works" },
            ]}
          />
        )}
        <TextInput
          name="name"
          label="Name"
          required
          maxLength={120}
          defaultValue={freeze?.name}
          error={form.errorOf("name")}
        />
        <DateTimeInput
          name="from"
          label="From"
          required
          zone={zone}
          defaultValue={freeze?.from}
          error={form.errorOf("from")}
        />
        <DateTimeInput
          name="to"
          label="To"
          required
          zone={zone}
          defaultValue={freeze?.to}
          error={form.errorOf("to")}
        />
        <TextArea
          name="reason"
          label="Why"
          required={kind === "freeze"}
          rows={2}
          maxLength={2000}
          defaultValue={freeze?.reason}
          error={form.errorOf("reason")}
        />
      </form>
    </Dialog>
  );
}
