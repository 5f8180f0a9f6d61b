"use client";

import { useRouter } from "next/navigation";
import { useId } from "react";
import { FormErrors } from "@/components/form/form-errors";
import { Meanwhile } from "@/components/form/meanwhile";
import { RadioGroup } from "@/components/form/radio-group";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { useHeld } from "@/components/form/use-held";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/toast";
import type { LogDecision } from "@/domain/log/decision";
import { decideLogMessageAction } from "../actions";
import type { LogDecisionView } from "../schema";
import { decisionLook } from "./log-look";

/** A message, or a run, as it is decided about. */
export type Decidable = { signature: string; text: string; decision: LogDecisionView | null };

interface DecideDialogProps {
  upgrade: string;
  environment: string;
  /** Null: closed. */
  about: Decidable | null;
  onClose: () => void;
}

const labels = { decision: "Decision", reason: "Why", link: "Issue" };

/** Decides about a message, for this reading and all later ones of the environment. */
export function DecideDialog({ about, onClose, ...where }: DecideDialogProps) {
  const form = useId();
  return (
    <Dialog
      open={about !== null}
      onClose={onClose}
      title="Decide about this message"
      description={about ? `“${about.text}”` : undefined}
    >
      {about ? (
        <DecideForm key={about.signature} id={form} about={about} onClose={onClose} {...where} />
      ) : null}
    </Dialog>
  );
}

function DecideForm({
  id,
  upgrade,
  environment,
  about: { signature, decision },
  onClose,
}: Omit<DecideDialogProps, "about"> & { id: string; about: Decidable }) {
  const router = useRouter();
  const held = useHeld({
    current: {
      version: decision?.version ?? 0,
      decision: decision?.decision ?? null,
      reason: decision?.reason ?? "",
      link: decision?.link ?? "",
    },
    stored: (is) => ({ decision: is.decision, reason: is.reason, link: is.link }),
    labels,
  });
  const form = useActionForm({
    action: (input: { decision: LogDecision; reason: string; link: string }) =>
      decideLogMessageAction({ upgrade, environment, signature, version: held.version, ...input }),
    input: (values) => ({
      decision: values.text("decision") as LogDecision,
      reason: values.text("reason"),
      link: values.text("link"),
    }),
    onFailure: (failure) => {
      const conflict = held.onConflict(failure);
      if (conflict) router.refresh();
      return conflict;
    },
    onSuccess: ({ decision: is }) => {
      held.onSaved();
      void notify({ message: decisionLook[is].word });
      onClose();
      router.refresh();
    },
  });
  return (
    <form {...form.formProps} {...held.formProps} id={id} className="flex flex-col gap-3.5">
      <FormErrors form={form} />
      <Meanwhile held={held} />
      <RadioGroup
        name="decision"
        legend="What about it"
        required
        defaultValue={decision?.decision ?? "ignored"}
        error={form.errorOf("decision")}
        options={[
          { value: "ignored", label: "It can be ignored", hint: "Say why; it is not asked about again here" },
          { value: "issue", label: "An issue follows it", hint: "It no longer keeps the gate shut" },
          {
            value: "must_fix",
            label: "It must be fixed",
            hint: "The exit gate stays shut until a later reading is without it",
          },
        ]}
      />
      <TextArea
        name="reason"
        label="Why"
        hint="An auditor will read it. Needed to ignore it."
        defaultValue={decision?.reason}
        error={form.errorOf("reason")}
        rows={3}
        maxLength={2000}
      />
      <TextInput
        name="link"
        type="url"
        label="Address of the issue"
        placeholder="https://"
        defaultValue={decision?.link}
        error={form.errorOf("link")}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose} type="button">
          Cancel
        </Button>
        <SubmitButton pending={form.pending}>Decide</SubmitButton>
      </div>
    </form>
  );
}
