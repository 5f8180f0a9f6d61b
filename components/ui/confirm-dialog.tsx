"use client";

import { type FormEvent, type ReactNode, useId, useState } from "react";
import { TextArea } from "@/components/form/text-area";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { Notice } from "./notice";

export type ConfirmDialogProps = {
  open: boolean;
  onClose: () => void;
  /** A question with the verb: "Skip “Compare counts”?" */
  title: ReactNode;
  /** What will happen, and whether it can be undone. */
  children?: ReactNode;
  /** The verb again, never "OK". */
  confirmLabel: string;
  danger?: boolean;
  /** Asks for a reason when given. */
  reason?: { label: string; hint?: string; required: boolean };
  /** Runs it. Closes the dialog on success; a refusal is shown in it and keeps the reason typed. */
  onConfirm: (reason: string) => Promise<{ ok: true } | { ok: false; message: string }>;
};

/** Asks once before something that is hard to take back, with a reason field where the rules want one. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return props.open ? <OpenConfirm {...props} /> : null;
}

function OpenConfirm({
  onClose,
  title,
  children,
  confirmLabel,
  danger,
  reason,
  onConfirm,
}: ConfirmDialogProps) {
  const formId = useId();
  const [text, setText] = useState("");
  const [missing, setMissing] = useState(false);
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const needed = Boolean(reason?.required) && text.trim() === "";
    setMissing(needed);
    if (needed) return void event.currentTarget.querySelector("textarea")?.focus();
    setPending(true);
    try {
      const result = await onConfirm(text.trim());
      if (result.ok) return onClose();
      setRefusal(result.message);
    } catch {
      setRefusal("The server could not be reached. Nothing was changed; try again.");
    }
    setPending(false);
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={formId} variant={danger ? "danger" : "primary"} pending={pending}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} noValidate className="flex flex-col gap-3">
        {refusal ? (
          <Notice tone="error" live>
            {refusal}
          </Notice>
        ) : null}
        {children ? <div className="text-ink-2">{children}</div> : null}
        {reason ? (
          <TextArea
            name="reason"
            label={reason.label}
            hint={reason.hint}
            required={reason.required}
            rows={3}
            value={text}
            error={missing ? "Write a reason; it is kept in the history." : undefined}
            onChange={(event) => setText(event.target.value)}
          />
        ) : null}
      </form>
    </Dialog>
  );
}
