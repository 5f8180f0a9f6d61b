"use client";

import { type ReactNode, useId } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FormErrors } from "./form-errors";
import { SubmitButton } from "./submit-button";
import { TextArea } from "./text-area";
import type { ActionForm } from "./use-action-form";

export type FormDialogProps = {
  form: ActionForm;
  title: ReactNode;
  description?: ReactNode;
  /** The verb: "Save", "Start hypercare". */
  submit: string;
  onClose: () => void;
  /** Ends with a field `reason` that has to be filled, under this label. */
  why?: string;
  width?: "normal" | "wide";
  children?: ReactNode;
};

/** A form in a dialog: what is wrong above it, its fields, why, and the buttons. */
export function FormDialog({
  form,
  title,
  description,
  submit,
  onClose,
  why,
  width,
  children,
}: FormDialogProps) {
  const formId = useId();
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={description}
      width={width}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton form={formId} pending={form.pending}>
            {submit}
          </SubmitButton>
        </>
      }
    >
      <form id={formId} {...form.formProps} className="flex flex-col gap-3.5">
        <FormErrors form={form} />
        {children}
        {why ? (
          <TextArea
            name="reason"
            label={why}
            required
            rows={2}
            maxLength={2000}
            error={form.errorOf("reason")}
          />
        ) : null}
      </form>
    </Dialog>
  );
}
