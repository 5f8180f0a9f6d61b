"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { DateTimeInput } from "@/components/form/date-time-input";
import { FormDialog } from "@/components/form/form-dialog";
import { TextInput } from "@/components/form/text-input";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { startHypercareAction } from "../actions";
import type { HypercareView } from "../schema";

interface StartHypercareProps {
  upgrade: string;
  environment: string;
  view: HypercareView;
  /** The home zone: its calendar counts the days. */
  zone: string;
  now: string;
  /** Another period after one that is over. */
  again: boolean;
  refused: string | null;
}

const because = {
  traffic: "All traffic has been on the new stack since then.",
  window: "The change window ended then.",
};

/** Begins hypercare, with the begin that the traffic or the window proposes. */
export function StartHypercare(props: StartHypercareProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        variant={props.again ? "default" : "primary"}
        size={props.again ? "sm" : "md"}
        reason={props.refused}
        onClick={() => setOpen(true)}
      >
        {props.again ? "Start another…" : "Start hypercare…"}
      </Button>
      {open ? <StartDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function StartDialog({
  upgrade,
  environment,
  view,
  zone,
  now,
  onClose,
}: StartHypercareProps & { onClose: () => void }) {
  const router = useRouter();
  const form = useActionForm({
    action: startHypercareAction,
    input: (values) => ({
      upgrade,
      environment,
      begin: values.text("begin"),
      days: values.number("days") ?? Number.NaN,
    }),
    onSuccess: () => {
      onClose();
      router.refresh();
    },
  });
  return (
    <FormDialog
      form={form}
      title={`Start hypercare of ${view.environment.name}`}
      description="The day it begins on is day 1. It may have begun days ago: those days are answered late."
      submit="Start hypercare"
      onClose={onClose}
    >
      <DateTimeInput
        name="begin"
        label="Began"
        hint={view.proposed ? because[view.proposed.because] : "When the new stack carried all the traffic"}
        zone={zone}
        max={now}
        defaultValue={view.proposed?.begin ?? now}
        error={form.errorOf("begin")}
      />
      <TextInput
        name="days"
        label="Days"
        hint={`Verification asks for ${view.asks?.days ?? 1}, counted on the calendar of ${zone.replaceAll("_", " ")}`}
        inputMode="numeric"
        defaultValue={view.asks?.days ?? 1}
        error={form.errorOf("days")}
        fieldClassName="max-w-40"
      />
    </FormDialog>
  );
}
