"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormErrors } from "@/components/form/form-errors";
import { Meanwhile } from "@/components/form/meanwhile";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { useHeld } from "@/components/form/use-held";
import { notify } from "@/components/ui/toast";
import { usualAgreedHours } from "@/domain/traffic";
import { shiftTrafficAction } from "../actions";

interface ShiftFormProps {
  upgrade: string;
  environment: string;
  /** How many shifts the page shows. */
  version: number;
  /** Percent of the new stack now. */
  share: number;
  refused: string | null;
}

const labels = { share: "Percent on the new stack" };

/** Writes down another share of the new stack, with its reason; with all traffic also how long the old one stays. */
export function ShiftForm({ upgrade, environment, version, share, refused }: ShiftFormProps) {
  const router = useRouter();
  const [wanted, setWanted] = useState("");
  const held = useHeld({ current: { version, share }, stored: ({ share: is }) => ({ share: is }), labels });
  const all = Number(wanted) === 100;
  const form = useActionForm({
    action: (input: { share: number; reason: string; agreedHours?: number }) =>
      shiftTrafficAction({ upgrade, environment, version: held.version, ...input }),
    input: (values) => ({
      share: values.number("share") ?? Number.NaN,
      reason: values.text("reason"),
      ...(all && { agreedHours: values.number("agreedHours") ?? usualAgreedHours }),
    }),
    onFailure: (failure) => {
      const conflict = held.onConflict(failure);
      if (conflict) router.refresh();
      return conflict;
    },
    onSuccess: (traffic) => {
      held.onSaved();
      setWanted("");
      void notify({
        message: `The new stack gets ${traffic.share.new} %, the old one ${traffic.share.old} %`,
      });
      router.refresh();
    },
  });
  return (
    <form
      key={held.held?.version}
      {...form.formProps}
      {...held.formProps}
      className="flex flex-col gap-3 border-t border-line pt-3"
    >
      <FormErrors form={form} />
      <Meanwhile held={held} />
      <TextInput
        name="share"
        type="number"
        min={0}
        max={100}
        step={1}
        inputMode="numeric"
        label="Percent on the new stack"
        hint={`Now ${share} %. The old stack gets the rest.`}
        error={form.errorOf("share")}
        required
        readOnly={refused !== null}
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
        fieldClassName="max-w-64"
      />
      {all ? (
        <TextInput
          name="agreedHours"
          type="number"
          min={1}
          step={1}
          inputMode="numeric"
          label="Hours without traffic before the old stack goes"
          hint={`${usualAgreedHours} h are a week: what runs weekly has then run once without it.`}
          error={form.errorOf("agreedHours")}
          defaultValue={usualAgreedHours}
          fieldClassName="max-w-64"
        />
      ) : null}
      <TextArea
        name="reason"
        label="Why"
        hint="What you saw at the share before, or why it goes back"
        error={form.errorOf("reason")}
        required
        rows={2}
        maxLength={2000}
        readOnly={refused !== null}
      />
      <div>
        <SubmitButton pending={form.pending} reason={refused}>
          Write down the shift
        </SubmitButton>
      </div>
      <p className="text-sm text-ink-3">
        Liftlock moves nothing by itself: set the weight at the load balancer first.
      </p>
    </form>
  );
}
