"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { DateTimeInput } from "@/components/form/date-time-input";
import { FormErrors } from "@/components/form/form-errors";
import { SubmitButton } from "@/components/form/submit-button";
import { TextArea } from "@/components/form/text-area";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { notify } from "@/components/ui/toast";
import { maxWaiverDays } from "@/domain/waiver";
import { requestWaiverAction } from "../actions";

interface RequestWaiverProps {
  upgrade: string;
  environment: string;
  gate: "entry" | "exit";
  label: string;
  blocker: { key: string; title: string };
  /** Every reason why the asker can't; empty: they can. */
  cannot: readonly string[];
  zone: string;
  now: string;
}

const day = 24 * 3600 * 1000;

/** Asks to accept one blocker for a time. */
export function RequestWaiver(props: RequestWaiverProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="sm"
        variant="quiet"
        reason={props.cannot.join(" ") || null}
        onClick={() => setOpen(true)}
        aria-label={`Ask for a waiver of: ${props.blocker.title}`}
      >
        Waive…
      </Button>
      {open ? <RequestDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function RequestDialog({
  upgrade,
  environment,
  gate,
  label,
  blocker,
  zone,
  now,
  onClose,
}: RequestWaiverProps & { onClose: () => void }) {
  const formId = useId();
  const router = useRouter();
  const from = new Date(now).getTime();
  const form = useActionForm({
    action: requestWaiverAction,
    input: (values) => ({
      upgrade,
      environment,
      gate,
      blocker: blocker.key,
      reason: values.text("reason"),
      expiresAt: values.raw("expiresAt"),
    }),
    onSuccess: () => {
      router.refresh();
      onClose();
      void notify({
        message: "Asked for a waiver",
        detail: "A lead or manager other than you has to approve it.",
      });
    },
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Ask for a waiver"
      description={`${blocker.title}. ${label} would pass although this is so, until the time you name.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton form={formId} pending={form.pending}>
            Ask
          </SubmitButton>
        </>
      }
    >
      <form id={formId} {...form.formProps} className="flex flex-col gap-4">
        <FormErrors form={form} />
        <TextArea
          name="reason"
          label="Why is it acceptable?"
          hint="Part of what is signed: name the risk, and who carries it."
          required
          error={form.errorOf("reason")}
        />
        <DateTimeInput
          name="expiresAt"
          label="Until"
          hint={`From then on it blocks again by itself. At most ${maxWaiverDays} days.`}
          required
          zone={zone}
          defaultValue={new Date(from + 7 * day)}
          min={now}
          max={new Date(from + maxWaiverDays * day)}
          error={form.errorOf("expiresAt")}
        />
      </form>
    </Dialog>
  );
}
